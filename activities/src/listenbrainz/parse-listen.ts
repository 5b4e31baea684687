import { trackKey } from '@sidetrack/analysis';
import { z } from 'zod';
import { cleanText } from '../listens/clean-text.ts';
import type { CreditedArtist, ListenRow, Mapping } from '../listens/listen-row.ts';

export type ParsedListen = { readonly row: ListenRow } | { readonly problem: string };

/** A listen of the API or of an export file. MBIDs that the submitting client claims are not believed; `mbid_mapping` is. */
export function parseListen(value: unknown): ParsedListen {
  const parsed = listen.safeParse(value);
  if (!parsed.success) return { problem: problemOf(parsed.error) };
  const { listened_at: at, recording_msid: topMsid, track_metadata: track } = parsed.data;
  const info = track.additional_info ?? {};
  const release = clean(track.release_name ?? '') || null;
  const [artist, title] = [clean(track.artist_name), clean(track.track_name)];
  if (artist === '' || title === '') return { problem: `${artist === '' ? 'artist_name' : 'track_name'} is empty` };
  return {
    row: {
      listenedAt: new Date(at * 1000),
      trackKey: (topMsid ?? info.recording_msid ?? trackKey(artist, title, release)).toLowerCase(),
      artistName: artist,
      trackName: title,
      releaseName: release,
      mapping: mappingOf(track.mbid_mapping, artist),
      durationMs: durationOf(info),
    },
  };
}

/** `listened_at` of a listen that may be broken otherwise; paging goes by it. */
export function listenedAtOf(value: unknown): number | null {
  const parsed = z.object({ listened_at: seconds }).safeParse(value);
  return parsed.success ? parsed.data.listened_at : null;
}

// From 1970 to 9999: what a timestamptz and a Date can both hold.
const seconds = z
  .number('listened_at is not a number')
  .int('listened_at is not whole seconds')
  .min(1, 'listened_at is not a time')
  .max(253_402_300_799, 'listened_at is not a time in seconds');
const text = (name: string) => z.string(`${name} is missing`).max(4096, `${name} is too long`);
const uuid = z.uuid();
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const mapping = z.object({
  recording_mbid: uuid,
  recording_name: optional(z.string()),
  artist_mbids: optional(z.array(uuid)),
  artists: optional(
    z.array(z.object({ artist_mbid: uuid, artist_credit_name: z.string(), join_phrase: z.string().nullish() })),
  ),
});

const listen = z.object(
  {
    listened_at: seconds,
    recording_msid: optional(uuid),
    track_metadata: z.object(
      {
        artist_name: text('artist_name'),
        track_name: text('track_name'),
        release_name: optional(z.string().max(4096)),
        additional_info: optional(
          z.object({
            recording_msid: optional(uuid),
            duration_ms: optional(z.coerce.number()),
            duration: optional(z.coerce.number()),
          }),
        ),
        mbid_mapping: optional(mapping),
      },
      'track_metadata is missing',
    ),
  },
  'it is not a listen (not a JSON object)',
);

function mappingOf(found: z.output<typeof mapping> | null | undefined, artist: string): Mapping | null {
  if (!found) return null;
  return {
    recordingMbid: found.recording_mbid.toLowerCase(),
    title: clean(found.recording_name ?? '') || null,
    artists: artistsOf(found, artist),
  };
}

/** Older mappings name the artists' ids alone; a single one is the artist of the listen. */
function artistsOf({ artists, artist_mbids: mbids }: z.output<typeof mapping>, artist: string): CreditedArtist[] {
  if (artists && artists.length > 0) {
    return artists.map((credit) => ({
      mbid: credit.artist_mbid.toLowerCase(),
      name: clean(credit.artist_credit_name),
      joinPhrase: cleanText(credit.join_phrase ?? ''),
    }));
  }
  return mbids?.length === 1 ? [{ mbid: mbids[0]!.toLowerCase(), name: artist, joinPhrase: '' }] : [];
}

function durationOf({
  duration_ms: ms,
  duration,
}: {
  duration_ms?: number | null | undefined;
  duration?: number | null | undefined;
}): number | null {
  const value = Math.round(ms ?? (duration == null ? 0 : duration * 1000));
  return value > 0 && value <= DAY_MS ? value : null;
}

const DAY_MS = 86_400_000;

function clean(value: string): string {
  return cleanText(value).trim();
}

function problemOf(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'it is not a listen';
}
