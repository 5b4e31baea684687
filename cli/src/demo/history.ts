import type { Catalogue, DemoTrack } from './catalogue.ts';
import { seededRandom, type Random } from './random.ts';

/** A play that ended; `listenedAt` is its start in whole seconds since 1970, as ListenBrainz has it. */
export interface DemoListen {
  readonly listenedAt: number;
  readonly track: DemoTrack;
}

export interface HistoryOptions {
  /** The history ends here, whatever the time of day. */
  readonly anchor: Date;
  /** What the listener's clock shows ahead of UTC, so that evenings are evenings. */
  readonly utcOffsetMinutes: number;
  readonly seed: number;
}

/**
 * A plausible history of 105 weeks (about 6,000 listens), oldest first: sessions in the evenings and longer ones at weekends, a
 * few tracks on repeat each week, taste that drifts inside a phase and turns between phases, louder summers and quieter winters, a
 * holiday, a week of silence. The same options give the same history.
 */
export function makeHistory(catalogue: Catalogue, { anchor, utcOffsetMinutes, seed }: HistoryOptions): DemoListen[] {
  const random = seededRandom(seed);
  const shift = utcOffsetMinutes * 60;
  const localEnd = Math.floor(anchor.getTime() / 1000) + shift;
  const firstMonday = mondayOf(localEnd) - (weeks - 1) * week;
  const favour = new Map(catalogue.tracks.map((track) => [track, 0.4 + random.next() ** 2 * 2]));
  const listens: DemoListen[] = [];
  for (let index = 0; index < weeks; index += 1) {
    const begins = firstMonday + index * week;
    const mixture = inSeason(sceneMixture(catalogue, index), catalogue, begins);
    const weights = withFavourites(
      catalogue.tracks.map((track) => [track, (mixture[track.scene] ?? 0.08) * (favour.get(track) ?? 1)]),
      random,
    );
    for (const start of sessionStarts(index, begins, random)) listens.push(...playSession(start, weights, random));
  }
  return listens
    .sort((a, b) => a.listenedAt - b.listenedAt)
    .filter((listen, index, all) => listen.listenedAt < localEnd && listen.listenedAt !== all[index - 1]?.listenedAt)
    .map(({ listenedAt, track }) => ({ listenedAt: listenedAt - shift, track }));
}

const day = 86_400;
const week = 7 * day;
const weeks = 105;
/** Weeks in which the listener was away: nothing, or next to nothing. */
const quietWeeks = new Map([
  [21, 0],
  [44, 0.25],
  [73, 0.2],
]);

type Weights = readonly (readonly [DemoTrack, number])[];

/** A few tracks of a week, likely ones, are played much more often in it. */
function withFavourites(weighted: Weights, random: Random): Weights {
  const onRepeat = new Set([0, 1, 2].map(() => random.pick(weighted, ([, weight]) => weight)[0]));
  return weighted.map(([track, weight]) => [track, onRepeat.has(track) ? weight * 4 : weight]);
}

/** Inside a phase the taste leans more and more towards the next one; the turn itself is a jump. */
function sceneMixture({ phases }: Catalogue, index: number): Record<string, number> {
  const at = phases.findIndex(({ untilWeek }) => index < untilWeek);
  const current = phases[at === -1 ? phases.length - 1 : at]!;
  const next = phases[at + 1] ?? current;
  const begins = phases[at - 1]?.untilWeek ?? 0;
  const lean = (0.35 * (index - begins)) / (current.untilWeek - begins);
  const names = new Set([...Object.keys(current.scenes), ...Object.keys(next.scenes)]);
  return Object.fromEntries(
    [...names].map((name) => [name, (1 - lean) * (current.scenes[name] ?? 0) + lean * (next.scenes[name] ?? 0)]),
  );
}

function inSeason(mixture: Record<string, number>, { seasons }: Catalogue, begins: number): Record<string, number> {
  const season = seasonOf(begins);
  const factors = season === null ? {} : seasons[season];
  return Object.fromEntries(Object.entries(mixture).map(([name, weight]) => [name, weight * (factors[name] ?? 1)]));
}

/** Starts of the sessions of a week, in the listener's local seconds. */
function sessionStarts(index: number, begins: number, random: Random): number[] {
  const eagerness = (quietWeeks.get(index) ?? 1) * (0.8 + 0.4 * random.next());
  const starts: number[] = [];
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const windows = weekday < 5 ? workday : weekend;
    for (const { chance, fromHour, toHour } of windows) {
      if (random.next() >= chance * eagerness) continue;
      starts.push(begins + weekday * day + random.whole(fromHour * 3600, toHour * 3600));
    }
  }
  return starts;
}

const workday = [
  { chance: 0.4, fromHour: 7.25, toHour: 8.5 },
  { chance: 0.15, fromHour: 12, toHour: 13 },
  { chance: 0.62, fromHour: 18, toHour: 21.5 },
];
const weekend = [
  { chance: 0.45, fromHour: 9.5, toHour: 12 },
  { chance: 0.5, fromHour: 14, toHour: 17 },
  { chance: 0.7, fromHour: 19.5, toHour: 22.5 },
];

/** Tracks in a row; now and then the one that just ended is played again. */
function playSession(start: number, weights: Weights, random: Random): DemoListen[] {
  const listens: DemoListen[] = [];
  let at = start;
  let track: DemoTrack | undefined;
  for (let left = random.whole(3, 9); left > 0; left -= 1) {
    if (track === undefined || random.next() > 0.06) track = random.pick(weights, ([, weight]) => weight)[0];
    listens.push({ listenedAt: at, track });
    at += Math.ceil(track.durationSeconds) + random.whole(2, 25);
  }
  return listens;
}

/** Monday, midnight, of the week of a local second; 1970 began on a Thursday. */
function mondayOf(localSeconds: number): number {
  const sinceMonday = (localSeconds + 3 * day) % week;
  return localSeconds - sinceMonday;
}

function seasonOf(localSeconds: number): 'summer' | 'winter' | null {
  const month = new Date(localSeconds * 1000).getUTCMonth();
  if (month >= 5 && month <= 7) return 'summer';
  return month === 11 || month <= 1 ? 'winter' : null;
}
