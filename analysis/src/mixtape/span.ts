import type { MixtapeTrack, MixtapeWeek } from './types.ts';

/** What was heard in some weeks. */
export interface Span {
  readonly weeks: readonly string[];
  readonly plays: ReadonlyMap<string, number>;
  /** On the map, played in these weeks, of fitting length; by recording id. */
  readonly tracks: readonly MixtapeTrack[];
  /** Of each its duration, or what is assumed. */
  readonly seconds: readonly number[];
  readonly assumedSeconds: number;
  /** Tracks on the map that are too short or too long, plays on the map, and tracks that are not. */
  readonly unfitLength: number;
  readonly placedPlays: number;
  readonly notOnMap: number;
}

/** Shorter tracks are interludes (Last.fm takes no plays of them either), longer ones whole sides or sets. */
const FITTING_SECONDS = { least: 30, most: 20 * 60 };
/** Where no duration is known at all: about the median of recorded songs. */
const USUAL_SECONDS = 220;
/** No more tracks than these, the most played ones, are compared with each other. */
const MOST_TRACKS = 300;

/** Gathers the week and those at most `reach` weeks from it. `tracks` come by recording id. */
export function heardWithin(
  week: string,
  weeks: readonly MixtapeWeek[],
  { tracks, reach }: { tracks: readonly MixtapeTrack[]; reach: number },
): Span {
  const taken = weeks.filter(({ weekStart }) => Math.abs(weeksBetween(week, weekStart)) <= reach);
  const plays = new Map<string, number>();
  for (const one of taken) for (const [id, count] of one.plays) plays.set(id, (plays.get(id) ?? 0) + count);
  const heard = tracks.filter(({ recordingId }) => plays.has(recordingId));
  const assumed = assumedSeconds(heard);
  const fits = ({ durationSeconds }: MixtapeTrack) =>
    durationSeconds === null || (durationSeconds >= FITTING_SECONDS.least && durationSeconds <= FITTING_SECONDS.most);
  const fitting = mostPlayed(heard.filter(fits), plays);
  return {
    weeks: taken.map(({ weekStart }) => weekStart).sort(),
    plays,
    tracks: fitting,
    seconds: fitting.map(({ durationSeconds }) => durationSeconds ?? assumed),
    assumedSeconds: assumed,
    unfitLength: heard.filter((track) => !fits(track)).length,
    placedPlays: heard.reduce((sum, { recordingId }) => sum + plays.get(recordingId)!, 0),
    notOnMap: plays.size - heard.length,
  };
}

const weeksBetween = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / (7 * 86_400_000));

function mostPlayed(tracks: readonly MixtapeTrack[], plays: ReadonlyMap<string, number>): MixtapeTrack[] {
  if (tracks.length <= MOST_TRACKS) return [...tracks];
  const kept = new Set(
    tracks.toSorted((a, b) => plays.get(b.recordingId)! - plays.get(a.recordingId)!).slice(0, MOST_TRACKS),
  );
  return tracks.filter((track) => kept.has(track));
}

/** The median of the durations that are known. */
function assumedSeconds(tracks: readonly MixtapeTrack[]): number {
  const known = tracks.flatMap(({ durationSeconds }) => durationSeconds ?? []).sort((a, b) => a - b);
  const median = known[Math.floor(known.length / 2)] ?? USUAL_SECONDS;
  return Math.min(FITTING_SECONDS.most, Math.max(FITTING_SECONDS.least, median));
}
