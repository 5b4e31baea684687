import { open } from 'node:fs/promises';
import { FileWindow } from '../../hash/file-window.ts';
import { mp3Channels } from './mp3-head.ts';
import { readMp4Track } from './mp4-track.ts';
import { lastGranule } from './ogg-length.ts';
import type { Encoding } from './sniff.ts';
import { sniff } from './sniff.ts';

/** What is known of a file before it is decoded. */
export interface Container {
  encoding: Encoding | undefined;
  /** Of an MP4 file: the codec by its sample entry. */
  codec?: string;
  /** Of MP3 and of AAC in MP4. */
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
    if (encoding === 'mp3') return { encoding, channelCount: await mp3Channels(file) };
    const samples = encoding === 'oga' ? await lastGranule(file) : undefined;
    return { encoding, played: samples === undefined ? undefined : { samples } };
  });
}

/** Opens a file for a look into it. */
export async function withFile<Result>(path: string, read: (file: FileWindow) => Promise<Result>): Promise<Result> {
  const handle = await open(path, 'r');
  try {
    return await read(new FileWindow(handle, (await handle.stat()).size));
  } finally {
    await handle.close();
  }
}
