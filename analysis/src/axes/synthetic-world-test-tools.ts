import { seededRandom } from '../maths/random.ts';
import { AXES, type Axis } from './axis.ts';
import type { AxisFeatures, AxisOpinion, GivenTag, TrackEvidence } from './evidence.ts';
import { logistic, logit } from './logit.ts';
import { TAG_AXES } from './tag-table.ts';

/** A track whose place on every axis is known, in log-odds, and all that sources say of it. */
export interface KnownTrack {
  truth: Readonly<Record<Axis, number>>;
  evidence: Required<Pick<TrackEvidence, 'features' | 'modelTags' | 'tags' | 'heads' | 'opinions'>>;
}

export interface WorldOptions {
  seed: number;
  tracks: number;
  /** Degrees of freedom of the errors' Student's t, 2.5 or more; few for heavy tails. */
  tails?: number;
  /** Standard deviation of what a source gets wrong on every track alike. */
  bias?: number;
  /** Standard deviation of each source's errors. */
  error?: number;
  /** What is common to the errors of those who tag on Last.fm and of what was taught by them, as a share of their variance. */
  sharedByCrowd?: number;
}

/**
 * A world of music with known truth, to see whether intervals hold that a fit found without it. Tracks spread about the tag table's
 * genres; the table itself is off by a world's own error. Crowds see a track with errors and name the tags whose meaning
 * lies near what they saw, a wrong one now and then, and some that mean nothing; musicnn answers with probabilities for its tags;
 * descriptors are made backwards from the axis that they are read for, with errors that those of one kind share; heads answer with
 * bias, a slope of their own and errors. No error is normal: all are Student's t, with a scale that a track has for all of them.
 */
export function makeWorld({
  seed,
  tracks,
  tails = 4,
  bias = 0.35,
  error = 0.8,
  sharedByCrowd = 0.5,
}: WorldOptions): KnownTrack[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const unit = Math.sqrt((tails - 2) / tails);
  const heavy = () => (unit * normal()) / Math.sqrt(chiSquare(normal, random, tails) / tails);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const perAxis = (draw: (axis: Axis) => number) =>
    Object.fromEntries(AXES.map((axis) => [axis, draw(axis)])) as Record<Axis, number>;
  const biases = new Map<string, number>();
  const biasOf = (source: string) => {
    if (!biases.has(source)) biases.set(source, bias * normal());
    return biases.get(source)!;
  };

  const slopes = new Map<string, number>();
  const slopeOf = (source: string) => {
    if (!slopes.has(source)) slopes.set(source, 0.8 + 0.3 * random());
    return slopes.get(source)!;
  };

  const meanings = ROWS.map(([tag, says]) => ({
    tag,
    known: AXES.filter((axis) => says[axis] !== undefined),
    means: perAxis((axis) => logit(says[axis] ?? 0.5) + 0.3 * normal()),
  }));
  const genres = meanings.filter(({ known }) => known.length === AXES.length);
  const modelTags = meanings.filter(({ tag }) => MODEL_TAGS.has(tag));

  const nameTags = (seen: Record<Axis, number>, from: typeof meanings, count: number): Record<string, number> => {
    const near = from.map(({ tag, known, means }) => {
      let distance = 0;
      for (const axis of known) distance += (seen[axis] - means[axis]) ** 2;
      return { tag, chance: Math.exp((-2 * distance) / known.length) + 1e-6 };
    });
    const given: Record<string, number> = {};
    for (let i = 0; i < count; i++) {
      const isWrong = random() < 0.08;
      const tag = isWrong ? pick(near).tag : draw(near, random);
      given[tag] = Math.min(1, (given[tag] ?? 0) + 1 / (1 + i));
    }
    return given;
  };

  return Array.from({ length: tracks }, (): KnownTrack => {
    const genre = pick(genres).means;
    const truth = perAxis((axis) => Math.max(-MOST, Math.min(MOST, genre[axis] + 0.7 * normal())));
    const off = Math.sqrt(tails / chiSquare(normal, random, tails)) * unit;
    const errorOf = (size = 1) => size * error * (0.5 * heavy() + 0.85 * off * normal());
    const crowd = perAxis(() => Math.sqrt(sharedByCrowd) * errorOf());
    const seenBy = (source: string, shares: boolean) =>
      perAxis(
        (axis) =>
          truth[axis] +
          biasOf(`${source} ${axis}`) +
          (shares ? crowd[axis] + Math.sqrt(1 - sharedByCrowd) * errorOf() : errorOf()),
      );
    const probabilities = nameTags(seenBy('musicnn', true), modelTags, 6);
    const given = (source: string, shares: boolean): GivenTag[] => [
      ...Object.entries(nameTags(seenBy(source, shares), meanings, 1 + Math.floor(5 * random()))).map(
        ([tag, weight]) => ({ source, tag, weight }),
      ),
      { source, tag: 'seen live', weight: 0.5 },
    ];
    const head = (source: string, axes: readonly Axis[]) =>
      axes.map((axis): AxisOpinion => {
        const logOdds = slopeOf(`${source} ${axis}`) * truth[axis] + biasOf(`${source} ${axis}`) + errorOf();
        return { axis, source, group: source === 'vibenet' ? 'heads' : 'tagatune', value: logistic(logOdds) };
      });
    return {
      truth,
      evidence: {
        features: describe(truth, (source, size) => biasOf(source) + errorOf(size)),
        modelTags: Object.fromEntries(Object.entries(probabilities).map(([tag, weight]) => [tag, 0.7 * weight])),
        tags: [...given('lastfm', true), ...given('musicbrainz', false)],
        heads: {},
        opinions: [...head('vibenet', AXES), ...head('musicnn-mtt', ['energy', 'acousticness', 'instrumentalness'])],
      },
    };
  });
}

/** The descriptors of a track, each from the axis that it is read for; loudness and flatness are read for two. */
function describe(truth: Readonly<Record<Axis, number>>, off: (source: string, size?: number) => number): AxisFeatures {
  const spectrum = off('spectrum', 0.4);
  const master = off('master', 0.3);
  const beat = off('beat', 0.4);
  return {
    loudnessLufs: -14 + 4 * (truth.energy + master + off('loudness')),
    onsetRateHz: 3 * 2 ** (truth.energy + beat + off('onsets')),
    spectralFlatness: 0.01 * 2 ** (2 * (truth.energy + spectrum + off('flatness'))),
    tempoBpm: 105 * 2 ** ((truth.valence + beat + off('tempo')) / 3),
    mode: truth.valence + off('mode') > 0 ? 'major' : 'minor',
    keyConfidence: 0.8,
    pulseClarity: 0.4 + (truth.danceability + beat + off('pulse')) / 5,
    percussiveRatio: Math.max(0, 0.2 + (truth.danceability + beat + off('percussion')) / 8),
    spectralCentroidHz: 2000 * 2 ** ((truth.brightness + spectrum + off('centroid')) / 1.8),
    spectralRolloffHz: 4200 * 2 ** ((truth.brightness + spectrum + off('rolloff')) / 1.6),
    pump: Math.max(0, 0.2 + (truth.pumpiness + beat + off('pump')) / 15),
    dynamicRangeDb: 16 + (truth.acousticness + master + off('dynamics')) / 0.15,
  };
}

/** Nothing is wilder or milder than 0.989 or 0.011. */
const MOST = 4.5;

const ROWS = [...TAG_AXES];
const MODEL_TAGS = new Set(
  (
    'rock pop alternative indie electronic dance jazz metal chillout soul electronica folk chill instrumental punk oldies blues ' +
    'ambient acoustic experimental guitar party country sexy catchy funk electro rnb sad house happy mellow beautiful'
  ).split(' '),
);

function draw(from: readonly { tag: string; chance: number }[], random: () => number): string {
  let left = random() * from.reduce((sum, { chance }) => sum + chance, 0);
  for (const { tag, chance } of from) {
    left -= chance;
    if (left <= 0) return tag;
  }
  return from.at(-1)!.tag;
}

/** Chi-square of any positive degrees of freedom: a gamma deviate by Marsaglia and Tsang (2000). */
function chiSquare(normal: () => number, random: () => number, freedom: number): number {
  const shape = freedom / 2;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}
