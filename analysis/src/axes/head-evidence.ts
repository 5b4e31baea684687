import { AXES, type Axis } from './axis.ts';
import type { AxisOpinion } from './evidence.ts';
import { logistic, logit } from './logit.ts';

/**
 * Opinions drawn from models other than the one whose tags the table reads, by the model's name.
 *
 * A model that answers on the axes themselves (vibenet: its manifest's output means `axes`) is read as it answers; names that are no axis are
 * left out. musicnn as trained on MagnaTagATune is read by which of two kinds of its tags it hears more of: voices against tags that say
 * that there are none, acoustic instruments against electronic ones, and so on. Of other models nothing is known, and
 * they are no evidence.
 */
export function headOpinions(heads: Readonly<Record<string, Readonly<Record<string, number>>>>): AxisOpinion[] {
  return Object.entries(heads)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([model, answers]) => (model === TAGATUNE ? contrasts(answers) : axesOf(model, answers)));
}

/** The model that MagnaTagATune's players taught. */
export const TAGATUNE = 'musicnn-mtt';

/** More than this from one answer is an outlier of the model, not more of the quality. */
const MOST = 3;
const bounded = (logOdds: number) => logistic(Math.max(-MOST, Math.min(MOST, logOdds)));

function axesOf(model: string, answers: Readonly<Record<string, number>>): AxisOpinion[] {
  return AXES.flatMap((axis): AxisOpinion[] => {
    const value = answers[axis];
    if (value === undefined || !Number.isFinite(value)) return [];
    return [{ axis, source: model, group: 'heads', value: bounded(logit(value)) }];
  });
}

const CONTRASTS: Readonly<Partial<Record<Axis, readonly [more: readonly string[], less: readonly string[]]>>> = {
  energy: [
    ['fast', 'loud', 'rock', 'metal', 'techno', 'dance', 'drums', 'beat', 'beats'],
    ['slow', 'quiet', 'soft', 'ambient', 'new age'],
  ],
  danceability: [
    ['dance', 'beat', 'beats', 'techno', 'drums', 'pop'],
    ['slow', 'ambient', 'classical', 'classic', 'quiet', 'new age', 'opera'],
  ],
  acousticness: [
    ['classical', 'classic', 'violin', 'strings', 'cello', 'piano', 'harpsichord', 'flute', 'harp', 'sitar', 'choir'],
    ['techno', 'electronic', 'synth', 'beat', 'beats', 'dance', 'metal', 'rock', 'pop'],
  ],
  instrumentalness: [
    ['no vocals', 'no vocal', 'no voice'],
    [
      ...[
        'vocal',
        'vocals',
        'singing',
        'voice',
        'female',
        'female vocal',
        'female voice',
        'woman',
        'male',
        'male vocal',
      ],
      ...['male voice', 'man', 'choir', 'choral', 'opera'],
    ],
  ],
};
/** What is hardly heard on either side says nothing. */
const HARDLY = 0.03;

function contrasts(answers: Readonly<Record<string, number>>): AxisOpinion[] {
  return AXES.flatMap((axis): AxisOpinion[] => {
    const sides = CONTRASTS[axis]?.map((tags) => HARDLY + meanOf(tags.flatMap((tag) => answers[tag] ?? [])));
    if (sides === undefined || !sides.every((side) => side > 0)) return [];
    const value = bounded(Math.log(sides[0]! / sides[1]!));
    return [{ axis, source: TAGATUNE, group: 'tagatune', value }];
  });
}

/** NaN where there are none, which is then no opinion. */
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
