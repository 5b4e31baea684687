import { parseFile } from 'music-metadata';
import type { Container } from './inspect.ts';
import { withFile } from './inspect.ts';
import { mp3Seconds } from './mp3-head.ts';

/** Seconds that a track plays by its container; undefined where it does not say so exactly and the samples must be counted. */
export async function containerSeconds(path: string, { encoding, played }: Container): Promise<number | undefined> {
  if (played && 'seconds' in played) return played.seconds;
  if (encoding === 'mp3') return await withFile(path, mp3Seconds);
  if (encoding === 'm4a' || encoding === 'aac' || encoding === undefined) return undefined;
  const { format } = await parseFile(path, { skipCovers: true }).catch(() => ({ format: undefined }));
  const seconds = format?.duration;
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}
