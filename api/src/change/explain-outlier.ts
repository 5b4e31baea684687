import type { OutlierShape } from '../contract/outliers.ts';
import type { AxisName } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';
import type { SpannedRecording } from '../queries/spanned-plays.ts';
import { axisWords } from './axis-words.ts';

/** Mean and standard deviation of the plays on each axis that is known. */
export type Usual = Readonly<Partial<Record<AxisName, { mean: number; deviation: number }>>>;

const NAMED = 3;
/** From so many deviations on a difference is worth a word, and from so many it is far. */
const NOTABLE = 1;
const FAR = 2;
/** A tag on no more of the plays than this is rare. */
const RARE = 0.1;

export function usualOf(plays: readonly SpannedRecording[]): Usual {
  return Object.fromEntries(
    axisNames.flatMap((axis) => {
      const known = plays.flatMap(({ after, scores }) => {
        const value = scores[axis];
        return value === undefined || after === 0 ? [] : [{ after, value }];
      });
      const total = known.reduce((sum, { after }) => sum + after, 0);
      if (total === 0) return [];
      const mean = known.reduce((sum, { after, value }) => sum + after * value, 0) / total;
      const variance = known.reduce((sum, { after, value }) => sum + after * (value - mean) ** 2, 0) / total;
      return [[axis, { mean, deviation: Math.sqrt(variance) }]];
    }),
  );
}

/** An axis on which a track differs from the plays. */
export type DifferingAxis = Pick<OutlierShape['axes'][number], 'axis' | 'value' | 'usual' | 'deviations'>;

/** The axes on which a track differs most from the plays, in their standard deviations, the farthest first. */
export function differingAxes(scores: SpannedRecording['scores'], usual: Usual): DifferingAxis[] {
  return axisNames
    .flatMap((axis) => {
      const [value, plays] = [scores[axis], usual[axis]];
      if (value === undefined || plays === undefined || plays.deviation < 1e-6) return [];
      return [{ axis, value, usual: plays.mean, deviations: (value - plays.mean) / plays.deviation }];
    })
    .sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations))
    .slice(0, NAMED);
}

/** Why a track stands out, as one sentence. */
export function outlierSentence({
  axes,
  tags,
}: {
  axes: readonly DifferingAxis[];
  tags: OutlierShape['tags'];
}): string {
  const words = axes
    .filter(({ deviations }) => Math.abs(deviations) >= NOTABLE)
    .slice(0, 2)
    .map(
      ({ axis, deviations }) =>
        `${Math.abs(deviations) >= FAR ? 'far ' : ''}${axisWords[axis][deviations > 0 ? 1 : 0]}`,
    );
  const [rarest] = tags.filter(({ share }) => share <= RARE);
  const parts = [
    ...(words.length === 0 ? [] : [`${words.join(' and ')} than usual`]),
    ...(rarest === undefined ? [] : [`${rarest.tag} is on ${percent(rarest.share)} of these plays`]),
  ];
  const sentence =
    parts.length === 0 ? 'its mixture of sounds or tags is unusual, no single axis or tag is' : parts.join('; ');
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

const percent = (share: number) => (share < 0.01 ? 'less than 1 %' : `${Math.round(100 * share)} %`);
