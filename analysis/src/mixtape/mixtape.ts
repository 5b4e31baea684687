import { attemptOf, LEAST_SECONDS, MIXTAPE_MINUTES, type Attempt } from './attempt.ts';
import { notesOf } from './notes.ts';
import { orderTracks } from './order.ts';
import { heardWithin, type Span } from './span.ts';
import { stepBetween, stepCost } from './steps.ts';
import type { ChosenTrack, Mixtape, MixtapeOptions, MixtapeTrack, MixtapeWeek } from './types.ts';
import { toldStep, whyChosen } from './words.ts';

/**
 * Makes a mixtape of a week: the cluster of the map that was played most, tracks that stand for it, 60 to 90 minutes, no artist twice
 * in a row, in the order of the smoothest steps of tempo, key and energy. Where a week cannot fill an hour its neighbours
 * are taken too, and where they cannot either it is as long as it can be and says so.
 *
 * The same seed gives the same mixtape, whatever the order in which tracks and weeks are given.
 *
 * @param given the week, the weeks around it (those that are not there were not listened in) and the tracks on the map
 * @throws RangeError for minutes out of bounds, and for a place, vector or figure that is not finite, and for vectors of unlike length
 */
export function makeMixtape(
  given: { week: string; weeks: readonly MixtapeWeek[]; tracks: readonly MixtapeTrack[] },
  { minutes, seed }: MixtapeOptions,
): Mixtape {
  if (!(minutes >= MIXTAPE_MINUTES.least && minutes <= MIXTAPE_MINUTES.most))
    throw new RangeError(`A mixtape has ${MIXTAPE_MINUTES.least} to ${MIXTAPE_MINUTES.most} minutes, not ${minutes}.`);
  const tracks = given.tracks.toSorted((a, b) => (a.recordingId < b.recordingId ? -1 : 1));
  for (const track of tracks) check(track, tracks[0]!.vector.length);
  const spans = SPANS.map((reach) => heardWithin(given.week, given.weeks, { tracks, reach }));
  const attempts: Attempt[] = [];
  for (const span of spans) {
    if (span.weeks.length === attempts.at(-1)?.span.weeks.length) continue;
    attempts.push(attemptOf(span, spans[0]!, { minutes, seed }));
    if (attempts.at(-1)!.seconds >= LEAST_SECONDS) break;
  }
  // The longest; of equal ones that with the fewest weeks.
  return finish(
    attempts.reduce((a, b) => (b.seconds > a.seconds ? b : a)),
    spans[0]!,
    { minutes, seed },
  );
}

/** How many weeks on each side are taken, one after the other. */
const SPANS = [0, 1, 2, 4];

function finish(attempt: Attempt, own: Span, { minutes, seed }: MixtapeOptions): Mixtape {
  const { span, cluster } = attempt;
  const order = orderTracks(
    costsOf(attempt),
    attempt.chosen.map((i) => span.tracks[i]!.artistKey),
    seed,
  );
  const inOrder = order.map((slot) => attempt.chosen[slot]!);
  const tracks = order.map((slot, position): ChosenTrack => {
    const i = attempt.chosen[slot]!;
    const track = span.tracks[i]!;
    const plays = span.plays.get(track.recordingId)!;
    const told = { plays, standsFor: attempt.standsFor[slot]!, inCluster: cluster.inside[i]! };
    return {
      track,
      durationSeconds: span.seconds[i]!,
      durationAssumed: track.durationSeconds === null,
      ...told,
      why: whyChosen({ ...told, weeks: span.weeks.length }),
      step: position === 0 ? null : toldStep(span.tracks[inOrder[position - 1]!]!, track),
    };
  });
  const plays = sum(span.tracks, ({ recordingId }, i) => (cluster.inside[i]! ? span.plays.get(recordingId)! : 0));
  const mixtape = {
    tracks,
    totalSeconds: attempt.seconds,
    assumedDurations: tracks.filter(({ durationAssumed }) => durationAssumed).length,
    short: attempt.seconds < LEAST_SECONDS,
    weeks: span.weeks,
    week: {
      plays: sum([...own.plays.values()], (count) => count),
      tracks: own.plays.size,
      placedPlays: own.placedPlays,
    },
    cluster: {
      tracks: cluster.inside.filter(Boolean).length,
      plays,
      share: span.placedPlays === 0 ? 0 : plays / span.placedPlays,
      clusters: cluster.clusters,
    },
    leftOut: leftOutOf(attempt),
  };
  return { ...mixtape, notes: notesOf(mixtape, attempt, minutes) };
}

/** What each step would cost; the largest distance among the chosen tracks counts as far. */
function costsOf({ span, chosen, distanceOf }: Attempt): Float64Array {
  const pairs = chosen.flatMap((a) => chosen.map((b) => ({ a, b, distance: distanceOf(a, b) })));
  const far = pairs.reduce((most, { distance }) => Math.max(most, distance), 0);
  return Float64Array.from(pairs, ({ a, b, distance }) =>
    stepCost(stepBetween(span.tracks[a]!, span.tracks[b]!), distance, far),
  );
}

function leftOutOf({ span, cluster, chosen }: Attempt): Mixtape['leftOut'] {
  const taken = new Set(chosen);
  const left = span.tracks.map((_, i) => i).filter((i) => !taken.has(i));
  return {
    notOnMap: span.notOnMap,
    unfitLength: span.unfitLength,
    otherClusters: left.filter((i) => !cluster.inside[i]! && cluster.clustered[i]!).length,
    betweenClusters: left.filter((i) => !cluster.inside[i]! && !cluster.clustered[i]!).length,
    notChosen: left.filter((i) => cluster.inside[i]!).length,
  };
}

const sum = <T>(items: readonly T[], of: (item: T, i: number) => number) =>
  items.reduce((total, item, i) => total + of(item, i), 0);

function check(track: MixtapeTrack, dims: number): void {
  const { recordingId, x, y, vector, tempoBpm, energy, durationSeconds } = track;
  const figures = [x, y, ...vector, tempoBpm ?? 1, energy ?? 0, durationSeconds ?? 1];
  if (!figures.every(Number.isFinite))
    throw new RangeError(`Track ${recordingId} has a place or a figure that is not finite.`);
  if (vector.length !== dims)
    throw new RangeError(
      `Track ${recordingId} lies in a space of ${vector.length} dimensions, the first in one of ${dims}.`,
    );
}
