import { open } from 'node:fs/promises';
import { parseFile } from 'music-metadata';
import { FileWindow } from '../../hash/file-window.ts';
import { mp3Seconds } from './mp3-length.ts';
import { readMp4Track } from './mp4-track.ts';
import { lastGranule } from './ogg-length.ts';
import type { Encoding } from './sniff.ts';
import { sniff } from './sniff.ts';

/** What is known of a file before it is decoded. */
export interface Container {
  encoding: Encoding | undefined;
  /** Of an MP4 file: the codec by its sample entry. */
  codec?: string;
  /** Of AAC in MP4. */
  channelCount?: number | undefined;
  /** How long it plays by a container whose decoders do not all leave away what the encoder padded; `samples` where it counts so. */
  played?: { seconds: number } | { samples: number } | undefined;
}

/** Looks into the headers of a file, never at its name. */
export async function inspect(path: string): Promise<Container> {
  return await withFile(path, async (file) => {
    const encoding = await sniff(file);
    if (encoding === 'm4a') {
      const track = await readMp4Track(file).catch(() => undefined);
      const played = track?.playedSeconds === undefined ? undefined : { seconds: track.playedSeconds };
      return { encoding, codec: track?.codec ?? '', channelCount: track?.channelCount, played };
    }
    const samples = encoding === 'oga' ? await lastGranule(file) : undefined;
    return { encoding, played: samples === undefined ? undefined : { samples } };
  });
}

/** Seconds that a track plays by its container; undefined where it does not say so exactly and the samples must be counted. */
export async function containerSeconds(path: string, { encoding, played }: Container): Promise<number | undefined> {
  if (played && 'seconds' in played) return played.seconds;
  if (encoding === 'mp3') return await withFile(path, mp3Seconds);
  if (encoding === 'm4a' || encoding === 'aac' || encoding === undefined) return undefined;
  const { format } = await parseFile(path, { skipCovers: true }).catch(() => ({ format: undefined }));
  const seconds = format?.duration;
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

async function withFile<Result>(path: string, read: (file: FileWindow) => Promise<Result>): Promise<Result> {
  const handle = await open(path, 'r');
  try {
    return await read(new FileWindow(handle, (await handle.stat()).size));
  } finally {
    await handle.close();
  }
}
