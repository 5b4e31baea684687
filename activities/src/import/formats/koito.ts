import { z } from 'zod';
import type { Verdict } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { amount, flag, joinNames, toVerdict } from './row.ts';
import { readTime } from './times.ts';

/**
 * An export of Koito: `listens[]` with `listened_at` in UTC, and names as lists of aliases of which one is primary. `duration`
 * is the track's length in seconds. Its MBIDs are not believed: they are what scrobblers and Last.fm once told Koito.
 */
export const koito = jsonFormat({
  format: 'koito',
  source: 'koito',
  layouts: [['listens', '*'], ['*'], 'lines'],
  recognises: (value) => listen.safeParse(value).success,
  read,
});

const aliases = z.array(z.object({ alias: z.string(), is_primary: flag }));

const listen = z.object({
  listened_at: z.string(),
  track: z.object({ duration: amount, aliases }),
  album: z
    .object({ aliases: aliases.nullish().catch(null) })
    .nullish()
    .catch(null),
  artists: z.array(z.object({ is_primary: flag, aliases })),
});

type Aliases = z.output<typeof aliases>;

function read(value: unknown): Verdict {
  const parsed = listen.safeParse(value);
  if (!parsed.success) return { failure: reasonOf(parsed.error) };
  const { listened_at: told, track, album, artists } = parsed.data;
  const time = readTime(told);
  if (time === null || !('at' in time)) return { failure: 'listened_at is not a time with its zone' };
  const credited = artists.toSorted((left, right) => Number(right.is_primary) - Number(left.is_primary));
  return toVerdict({
    at: time.at,
    artist: joinNames(credited.map((artist) => primaryOf(artist.aliases))),
    title: primaryOf(track.aliases),
    release: primaryOf(album?.aliases ?? []),
    durationMs: track.duration == null ? null : track.duration * 1000,
  });
}

function primaryOf(names: Aliases): string {
  return (names.find(({ is_primary: isPrimary }) => isPrimary) ?? names[0])?.alias ?? '';
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue?.path.length === 0
    ? 'it is not a listen (not a JSON object)'
    : `${issue?.path.join('.') ?? 'it'} is not as Koito has it`;
}
