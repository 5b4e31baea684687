import type { AxisErrors } from './source-errors.ts';
import { betweenFamilies, familyOf, type ErrorModel, type Level } from './error-model.ts';
import type { EvidenceGroup } from './evidence.ts';

/**
 * No errors are taken to be less alike than this, since what all sources share cannot be seen; in a group less still, so that none ever
 * weighs more than three times its best source. Bounds, not a fit: with them intervals from many sources hold in worlds of known
 * truth (coverage.test.ts), with 0.05 they are too narrow.
 */
const LEAST = { between: 0.15, within: 1 / 3 };
const MOST = 0.95;

/**
 * How the errors of two sources go together: what they say alike beyond the truth that both tell, the truth that both leave out, and
 * their biases. Two that both say less than the truth (a tag means the same for the mildest and the wildest track) err alike even
 * where nothing else joins them, which is what families have in common.
 */
export function correlationsOf(axes: readonly AxisErrors[]): ErrorModel['correlations'] {
  const found = axes.map(({ axis, pairs, errors }) => {
    const levels = new Levels();
    for (const { a, b, covariance } of pairs) {
      const [ofA, ofB] = [errors.get(a.source), errors.get(b.source)];
      if (ofA === undefined || ofB === undefined) continue;
      const shared = covariance - ofA.told * ofB.told + ofA.untold * ofB.untold + ofA.bias * ofB.bias;
      const scale = Math.sqrt(ofA.meanSquare * ofB.meanSquare);
      levels.add(levelOf(a.group, b.group), shared / scale, 1 / scale);
    }
    return { axis, levels };
  });
  const any = new Levels();
  for (const { levels } of found) any.addAll(levels);
  return {
    any: any.correlations(),
    ...Object.fromEntries(found.map(({ axis, levels }) => [axis, levels.correlations()])),
  };
}

/**
 * Correlations by level. Between families the mean, in which pairs of sure sources, which weigh most in scores, count most; within one the
 * root of the mean square, since a group in which two err alike and a third does not is worth less than the mean says.
 */
class Levels {
  readonly #sums = new Map<Level, { first: number; second: number; weight: number }>();

  add(level: Level, correlation: number, weight: number): void {
    for (const name of level.includes('+') ? [level, 'all' as const] : [level])
      this.#add(name, { first: correlation * weight, second: Math.max(0, correlation) ** 2 * weight, weight });
  }

  addAll(others: Levels): void {
    for (const [level, sums] of others.#sums) this.#add(level, sums);
  }

  correlations(): Partial<Record<Level, number>> {
    const levels = [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      levels.map(([level, { first, second, weight }]) => {
        const isBetween = level === 'all' || level.includes('+');
        const correlation = isBetween ? first / weight : Math.sqrt(second / weight);
        return [level, rounded(Math.min(MOST, Math.max(isBetween ? LEAST.between : LEAST.within, correlation)))];
      }),
    );
  }

  #add(level: Level, { first, second, weight }: { first: number; second: number; weight: number }): void {
    const sum = this.#sums.get(level) ?? { first: 0, second: 0, weight: 0 };
    this.#sums.set(level, { first: sum.first + first, second: sum.second + second, weight: sum.weight + weight });
  }
}

function levelOf(a: EvidenceGroup, b: EvidenceGroup): Level {
  if (a === b) return a;
  const [ofA, ofB] = [familyOf(a), familyOf(b)];
  return ofA === ofB ? ofA : betweenFamilies(ofA, ofB);
}

const rounded = (value: number) => Number(value.toPrecision(3));
