import { trackKey } from '@sidetrack/analysis';
import { z } from 'zod';
import { cleanText } from '../../listens/clean-text.ts';
import type { ListenRow } from '../../listens/listen-row.ts';
import type { Verdict } from './format.ts';

/** What a row of a file tells of a play. */
export interface ToldPlay {
  readonly at: Date;
  readonly artist: string;
  readonly title: string;
  readonly release?: string | null | undefined;
  readonly durationMs?: number | null;
  readonly playedMs?: number | null;
  readonly endedAt?: Date | null;
  readonly resolutionSeconds?: number;
}

/** The play as it is written; a row without a title or an artist is left out, one with a name that is too long fails. */
export function toVerdict(told: ToldPlay): Verdict {
  if (Number.isNaN(told.at.getTime())) return { failure: 'its time is none that a calendar has' };
  const [artist, title, release] = [told.artist, told.title, told.release ?? ''].map((text) => cleanText(text).trim());
  if (!artist || !title) return { skip: 'without a title or an artist' };
  if ([artist, title, release!].some(({ length }) => length > LONGEST_NAME))
    return { failure: 'a name in it is too long' };
  return { row: rowOf(told, { artistName: artist, trackName: title, releaseName: release! === '' ? null : release! }) };
}

type Names = Pick<ListenRow, 'artistName' | 'trackName' | 'releaseName'>;

function rowOf({ at, durationMs = null, playedMs = null, endedAt = null, ...told }: ToldPlay, names: Names): ListenRow {
  return {
    listenedAt: at,
    trackKey: keyOf(names),
    ...names,
    // No file but ListenBrainz' own maps plays as MusicBrainz does: MBIDs in the others are some program's claim.
    mapping: null,
    durationMs: lengthOf(durationMs),
    playedMs,
    endedAt,
    resolutionSeconds: told.resolutionSeconds ?? 1,
  };
}

/** Listeners hear the same tracks again and again: most keys were made a moment ago. */
const keys = new Map<string, string>();
const MOST_KEYS = 50_000;

/** Without the release: services put that right years later, and the same play told again must keep its key. */
function keyOf({ artistName, trackName }: Names): string {
  const names = `${artistName}\u0000${trackName}`;
  const known = keys.get(names);
  if (known !== undefined) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = trackKey(artistName, trackName, null);
  keys.set(names, key);
  return key;
}

/** A name that may be missing, or of another type than a name. */
export const name = z.string().nullish().catch(null);
export const amount = z.number().nonnegative().nullish().catch(null);
export const flag = z.boolean().nullish().catch(null);

/** Several names as one credit. */
export function joinNames(names: readonly string[]): string {
  return names
    .map((one) => cleanText(one).trim())
    .filter((one) => one !== '')
    .join(', ');
}

const LONGEST_NAME = 4096;
const DAY_MS = 86_400_000;

function lengthOf(durationMs: number | null): number | null {
  const rounded = Math.round(durationMs ?? 0);
  return rounded > 0 && rounded <= DAY_MS ? rounded : null;
}
