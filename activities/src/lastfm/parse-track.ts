import { z } from 'zod';
import { readTrack } from '../import/formats/lastfm-json.ts';
import { cleanText } from '../listens/clean-text.ts';
import type { ListenRow } from '../listens/listen-row.ts';

export type ParsedTrack = { readonly row: ListenRow } | { readonly problem: string } | { readonly ignored: string };

/** A track of user.getRecentTracks, read as from a file of such pages: the same play from either is the same. */
export function parseTrack(value: unknown): ParsedTrack {
  const verdict = readTrack(value);
  if ('failure' in verdict) return { problem: verdict.failure };
  if ('skip' in verdict) return { ignored: verdict.skip };
  if (verdict.row.listenedAt.getTime() < EARLIEST) return { ignored: 'before scrobbling began' };
  return { row: verdict.row };
}

/** When a track was played, one that is broken otherwise too; paging goes by it. In seconds. */
export function playedTsOf(value: unknown): number | null {
  const parsed = dated.safeParse(value);
  return parsed.success ? parsed.data.date.uts : null;
}

/** What Last.fm says is playing. */
export interface PlayingTrack {
  readonly artistName: string;
  readonly trackName: string;
  readonly releaseName: string | null;
}

export function parsePlaying(value: unknown): PlayingTrack | null {
  const parsed = playing.safeParse(value);
  if (!parsed.success) return null;
  const [artistName, trackName, releaseName] = [parsed.data.artist, parsed.data.name, parsed.data.album ?? ''].map(
    (text) => cleanText(text).trim(),
  );
  if (!artistName || !trackName) return null;
  return { artistName, trackName, releaseName: releaseName! === '' ? null : releaseName! };
}

// As in files (import-record.ts): an earlier time is a device's clock that was never set.
const EARLIEST = Date.UTC(2002, 9, 1);

const dated = z.object({ date: z.object({ uts: z.coerce.number().int().min(0).max(253_402_300_799) }) });

const text = z.union([
  z.object({ '#text': z.string() }).transform((given) => given['#text']),
  z.object({ name: z.string() }).transform((given) => given.name),
  z.string(),
]);
const playing = z.object({ name: z.string(), artist: text, album: text.nullish().catch(null) });
