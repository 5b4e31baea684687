import { z } from 'zod';
import { isShortPlay } from '../short-play.ts';
import type { RowContext, Verdict } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { amount, joinNames, name, toVerdict } from './row.ts';

/**
 * An export of Maloja: `scrobbles[]` with `time` in seconds and the track's names (`length` and `duration`, what was played of it,
 * in seconds); before version 3 the names stood in the scrobble itself.
 */
export const maloja = jsonFormat({
  format: 'maloja',
  source: 'maloja',
  layouts: [['scrobbles', '*'], ['list', '*'], ['*'], 'lines'],
  recognises: (value) => scrobble.safeParse(value).success || older.safeParse(value).success,
  read,
});

const artists = z.array(z.union([z.string(), z.object({ name: z.string() }).transform((artist) => artist.name)]));
const time = z.number('time is not a number').int('time is not whole seconds');
const album = z
  .object({ albumtitle: name, name })
  .transform((given) => given.albumtitle ?? given.name)
  .or(z.string())
  .nullish()
  .catch(null);

const scrobble = z.object({
  time,
  track: z.object({ artists, title: z.string(), album, length: amount }, 'track is missing'),
  duration: amount,
});

const older = z.object({ time, artists, title: z.string(), album, duration: amount });

function read(value: unknown, { rules }: RowContext): Verdict {
  const told = scrobble.safeParse(value);
  const before = told.success ? undefined : older.safeParse(value);
  if (!told.success && !before?.success) return { failure: reasonOf(told.error) };
  const { track, playedMs, seconds } = told.success
    ? { track: told.data.track, playedMs: inMs(told.data.duration), seconds: told.data.time }
    : { track: { ...before!.data!, length: before!.data!.duration }, playedMs: null, seconds: before!.data!.time };
  const durationMs = inMs(track.length);
  if (playedMs !== null && isShortPlay({ playedMs, durationMs }, rules)) return { skip: 'played for too short a time' };
  const artist = joinNames(track.artists);
  return toVerdict({
    at: new Date(seconds * 1000),
    artist,
    title: track.title,
    release: track.album,
    durationMs,
    playedMs,
  });
}

function inMs(seconds: number | null | undefined): number | null {
  return seconds ? seconds * 1000 : null;
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue?.path.length === 0
    ? 'it is not a scrobble (not a JSON object)'
    : `${issue?.path.join('.') ?? 'it'} is not as Maloja has it`;
}
