import type { EvidenceGroup } from './evidence.ts';
import { familyOf } from './error-model.ts';

/** What a source said of the tracks, by their index; a track that it was silent about is absent. */
export interface Series {
  source: string;
  group: EvidenceGroup;
  values: ReadonlyMap<number, number>;
}

/** Two sources on the tracks that both speak of. */
export interface Pair {
  a: Series;
  b: Series;
  tracks: number;
  correlation: number;
  /** Mean of a - b. */
  bias: number;
  /** Covariance of what they say. */
  covariance: number;
  /** Mean of (a - b)². */
  meanSquare: number;
  /** a - b without its mean, over the root of their mean square. */
  shapes: number[];
}

/** Fewer tracks say nothing of how two sources agree. */
export const FEWEST_TRACKS = 10;

/** Every pair of sources with enough tracks in common, in the order of their names. */
export function pairsOf(series: readonly Series[]): Pair[] {
  const ordered = series.toSorted((a, b) => (a.source < b.source ? -1 : 1));
  return ordered.flatMap((a, i) => ordered.slice(i + 1).flatMap((b) => compare(a, b) ?? []));
}

function compare(a: Series, b: Series): Pair | null {
  const both = [...a.values.keys()].filter((track) => b.values.has(track)).sort((x, y) => x - y);
  if (both.length < FEWEST_TRACKS) return null;
  const [ofA, ofB] = [a, b].map(({ values }) => both.map((track) => values.get(track)!)) as [number[], number[]];
  const scale = deviation(ofA) * deviation(ofB);
  const differences = ofA.map((value, i) => value - ofB[i]!);
  const [bias, width] = [mean(differences), deviation(differences)];
  const covariance = covarianceOf(ofA, ofB);
  return {
    a,
    b,
    tracks: both.length,
    correlation: scale === 0 ? 0 : covariance / scale,
    bias,
    covariance,
    meanSquare: mean(differences.map((difference) => difference ** 2)),
    shapes: width === 0 ? [] : differences.map((difference) => (difference - bias) / width),
  };
}

/** The artist's other tracks were heard by the same sources as this one: they bear witness for nobody. */
const isWitness = ({ group }: Series) => group !== 'artist';

/** Pairs whose errors have nothing in common that is known. */
export function acrossFamilies(pairs: readonly Pair[]): Pair[] {
  return pairs.filter(({ a, b }) => familyOf(a.group) !== familyOf(b.group) && isWitness(a) && isWitness(b));
}

/**
 * How each source correlates with the truth that nobody knows. Two sources whose errors are independent correlate as
 * r_ab = r_at r_bt (Spearman 1904), which all pairs of different families together solve in least squares, weighted by their tracks, by
 * turns. Errors within a family go together and would pass for agreement, so such pairs do not count.
 *
 * Two families alone leave open which of them is the better one: the turns begin with both as good (r_at = √ of the best r_ab) and
 * keep that where nothing speaks against it.
 */
export function correlationsWithTruth(pairs: readonly Pair[]): Map<string, number> {
  const across = acrossFamilies(pairs);
  const best = Math.max(0, ...across.map(({ correlation }) => correlation));
  const links = linksOf(pairs.filter(({ a, b }) => familyOf(a.group) !== familyOf(b.group)));
  const found = new Map(
    [...new Set(across.flatMap(({ a, b }) => [a.source, b.source]))].sort().map((source) => [source, Math.sqrt(best)]),
  );
  const solve = (source: string) => {
    let [above, below] = [0, 0];
    for (const { other, correlation, tracks } of links.get(source)!) {
      above += tracks * correlation * found.get(other)!;
      below += tracks * found.get(other)! ** 2;
    }
    return below === 0 ? 0 : Math.min(MOST_CORRELATION, above / below);
  };
  for (let turn = 0; turn < TURNS; turn++)
    for (const source of found.keys()) found.set(source, (found.get(source)! + solve(source)) / 2);
  const judged = [...links.keys()].filter((source) => !found.has(source) && links.get(source)!.length > 0).sort();
  for (const [source, r] of judged.map((source) => [source, solve(source)] as const)) found.set(source, r);
  return found;
}

interface Link {
  other: string;
  correlation: number;
  tracks: number;
}

/** What the witnesses say of each source. */
function linksOf(pairs: readonly Pair[]): Map<string, Link[]> {
  const links = new Map<string, Link[]>();
  for (const { a, b, correlation: r, tracks } of pairs) {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const of = links.get(one.source) ?? [];
      if (isWitness(other)) of.push({ other: other.source, correlation: Math.max(0, r), tracks });
      links.set(one.source, of);
    }
  }
  return links;
}

const MOST_CORRELATION = 0.98;
const TURNS = 400;

export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function covarianceOf(x: readonly number[], y: readonly number[]): number {
  const [ofX, ofY] = [mean(x), mean(y)];
  return mean(x.map((value, i) => (value - ofX) * (y[i]! - ofY)));
}

export const deviation = (values: readonly number[]) => Math.sqrt(covarianceOf(values, values));
