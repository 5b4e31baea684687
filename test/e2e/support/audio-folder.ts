import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const sample = join(import.meta.dirname, '../../../sample/audio');

export interface Slice {
  readonly file: string;
  readonly artist: string;
  readonly title: string;
  readonly seconds: number;
}

/**
 * Fills a folder with `count` different files of real music: slices of the bundled recordings, each with tags of its own.
 * Needs ffmpeg on PATH.
 */
export function fillAudioFolder(folder: string, count: number, seconds: number): Slice[] {
  mkdirSync(folder, { recursive: true });
  const recordings = readdirSync(sample)
    .filter((name) => name.endsWith('.ogg'))
    .sort();
  return Array.from({ length: count }, (_, index) => {
    const recording = join(sample, recordings[index % recordings.length]!);
    const start = Math.floor(index / recordings.length) * 4;
    const slice = {
      file: join(folder, `${String(index).padStart(3, '0')}.ogg`),
      artist: `Slice ${index % 7}`,
      title: `Number ${index}`,
      seconds,
    };
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-ss',
      String(start),
      '-t',
      String(seconds),
      '-i',
      recording,
      '-map_metadata',
      '-1',
      '-metadata',
      `artist=${slice.artist}`,
      '-metadata',
      `title=${slice.title}`,
      '-c:a',
      'libvorbis',
      '-q:a',
      '2',
      slice.file,
    ]);
    return slice;
  });
}
