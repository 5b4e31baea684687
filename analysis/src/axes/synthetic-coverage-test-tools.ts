import type { Axis } from './axis.ts';
import { AXES } from './axis.ts';
import { familyOf } from './error-model.ts';
import type { AxisScore, Evidence, TrackEvidence } from './evidence.ts';
import { fitVariances, type FittedVariances } from './fit-variances.ts';
import { fuse } from './fuse.ts';
import { logistic } from './logit.ts';
import { collectEvidence } from './score-track.ts';
import { makeWorld, type KnownTrack, type WorldOptions } from './synthetic-world-test-tools.ts';
import type { VarianceOf } from './variances.ts';

type Known = KnownTrack['evidence'];

const NOTHING: Known = { features: null, modelTags: null, tags: [], heads: {}, opinions: [] };

/** The kinds of sources that a track may have. */
export const SOURCE_MIXES: Readonly<Record<string, (evidence: Known) => TrackEvidence>> = {
  "one service's tags": ({ tags }) => ({ ...NOTHING, tags: tags.filter(({ source }) => source === 'lastfm') }),
  'tags of two services': ({ tags }) => ({ ...NOTHING, tags }),
  'tagging model': ({ modelTags }) => ({ ...NOTHING, modelTags }),
  signal: ({ features }) => ({ ...NOTHING, features }),
  heads: ({ opinions }) => ({ ...NOTHING, opinions }),
  'tagging model, signal': ({ modelTags, features }) => ({ ...NOTHING, modelTags, features }),
  'tags, tagging model': ({ tags, modelTags }) => ({ ...NOTHING, tags, modelTags }),
  all: (evidence) => evidence,
};

/** Worlds that intervals are tried in. */
export const WORLDS: Readonly<Record<string, Omit<WorldOptions, 'seed' | 'tracks'>>> = {
  'as supposed': {},
  'heavy tails': { tails: 3 },
  'hardly any tails': { tails: 30 },
  'great biases': { bias: 0.5 },
  'small biases': { bias: 0.1 },
  'great errors': { error: 1.2 },
  'small errors': { error: 0.5 },
  'crowds that err together': { sharedByCrowd: 0.9 },
};

interface Trial {
  world: Omit<WorldOptions, 'seed' | 'tracks'>;
  seeds: readonly number[];
  /** Tracks of each world that variances are fitted on, and others that intervals are looked at on. */
  fittedOn: number;
  triedOn: number;
}

/** How many of the truths lie inside the 80 % intervals. */
export interface Coverage {
  intervals: number;
  share: number;
  byAxis: Partial<Record<Axis, number>>;
}

/** The share of intervals that hold the truth, by source mix, pooled over worlds that differ by their seed. */
export function measureCoverage({ world, seeds, fittedOn, triedOn }: Trial): Record<string, Coverage> {
  const hits = new Map<string, Map<Axis, boolean[]>>(
    Object.keys(SOURCE_MIXES).map((mix) => [mix, new Map(AXES.map((axis) => [axis, []]))]),
  );
  for (const seed of seeds) {
    const tracks = makeWorld({ ...world, seed, tracks: fittedOn + triedOn });
    const fitted = fitVariances(tracks.slice(0, fittedOn).map(({ evidence }) => evidence));
    const tried = tracks.slice(fittedOn);
    for (const [mix, choose] of Object.entries(SOURCE_MIXES)) {
      const scored = tried.flatMap(({ truth, evidence }) =>
        scoresOf(choose(evidence), fitted).map(({ axis, score }) => ({ axis, score, value: logistic(truth[axis]) })),
      );
      for (const { axis, score, value } of scored)
        hits
          .get(mix)!
          .get(axis)!
          .push(score.low <= value && value <= score.high);
    }
  }
  return Object.fromEntries([...hits].map(([mix, byAxis]) => [mix, coverageOf(byAxis)]));
}

/** What (a - b) / √(var a + var b) is over tracks: 0 and 1 where two sources err as much as they say and have nothing in common. */
export interface Agreement {
  axis: Axis;
  a: string;
  b: string;
  tracks: number;
  mean: number;
  deviation: number;
}

/** z-scores between sources of different families. A fitted variance is the squared scale of a t, whose variance is greater. */
export function agreements(tracks: readonly TrackEvidence[], fitted: FittedVariances): Agreement[] {
  const spread = fitted.tailFreedom / (fitted.tailFreedom - 2);
  const found = new Map<string, { axis: Axis; a: string; b: string; scores: number[] }>();
  for (const [a, b] of tracks.flatMap((track) => pairsAcross(collectEvidence(track, varianceIn(fitted))))) {
    const key = `${a.axis} ${a.source} ${b.source}`;
    const pair = found.get(key) ?? { axis: a.axis, a: a.source, b: b.source, scores: [] };
    pair.scores.push((a.logOdds - b.logOdds) / Math.sqrt(spread * (a.variance + b.variance)));
    found.set(key, pair);
  }
  return [...found.values()].map(({ scores, ...pair }) => {
    const mean = meanOf(scores);
    return { ...pair, tracks: scores.length, mean, deviation: Math.sqrt(meanOf(scores.map((z) => (z - mean) ** 2))) };
  });
}

export const varianceIn =
  ({ variances, greatest }: FittedVariances): VarianceOf =>
  (source, axis) =>
    variances[source]?.[axis] ?? greatest;

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const shareOf = (hits: readonly boolean[]) => hits.filter(Boolean).length / hits.length;

function scoresOf(track: TrackEvidence, fitted: FittedVariances): { axis: Axis; score: AxisScore }[] {
  const said = collectEvidence(track, varianceIn(fitted));
  return AXES.flatMap((axis) => {
    const of = said.filter((one) => one.axis === axis);
    const score = fuse(of, fitted);
    return score === null ? [] : [{ axis, score }];
  });
}

function coverageOf(byAxis: ReadonlyMap<Axis, boolean[]>): Coverage {
  const all = [...byAxis.values()].flat();
  const known = [...byAxis].filter(([, hits]) => hits.length > 0);
  return {
    intervals: all.length,
    share: shareOf(all),
    byAxis: Object.fromEntries(known.map(([axis, hits]) => [axis, shareOf(hits)])),
  };
}

function pairsAcross(said: readonly Evidence[]): [Evidence, Evidence][] {
  const ordered = said.toSorted((a, b) => (a.source < b.source ? -1 : 1));
  return ordered.flatMap((a, i) =>
    ordered
      .slice(i + 1)
      .flatMap((b): [Evidence, Evidence][] =>
        a.axis !== b.axis || familyOf(a.group) === familyOf(b.group) ? [] : [[a, b]],
      ),
  );
}
