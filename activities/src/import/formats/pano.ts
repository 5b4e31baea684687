import { z } from 'zod';
import type { Verdict } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { amount, name, toVerdict } from './row.ts';
import { wholeSeconds } from './times.ts';

/** What Pano Scrobbler appends to a file on a phone: a line of JSON for each scrobble, and for each love and unlove. */
export const panoLines = jsonFormat({
  format: 'pano',
  source: 'pano',
  layouts: ['lines', ['*']],
  recognises: (value) => entry.safeParse(value).success,
  read: (value) => {
    const parsed = entry.safeParse(value);
    return parsed.success ? readEntry(parsed.data) : { failure: reasonOf(parsed.error) };
  },
});

const entry = z.object(
  {
    timeMs: z
      .number('timeMs is not a number')
      .int('timeMs is not whole milliseconds')
      .nonnegative('timeMs is not a time'),
    artist: z.string('artist is missing'),
    track: z.string('track is missing'),
    album: name,
    durationMs: amount,
    event: name,
  },
  'it is not a scrobble (not a JSON object)',
);

function readEntry({ timeMs, artist, track, album, durationMs, event }: z.output<typeof entry>): Verdict {
  if (event === 'love' || event === 'unlove') return { skip: 'a loved track, not a play' };
  return toVerdict({ at: wholeSeconds(timeMs), artist, title: track, release: album, durationMs: durationMs ?? null });
}

function reasonOf(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'it is not a scrobble';
}
