import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { UnreadableAudioError } from '../errors.ts';
import type { Container } from './container.ts';
import { detectContainer } from './container.ts';
import { FileWindow } from './file-window.ts';
import { flacAudio } from './flac.ts';
import { mp3Audio } from './mp3.ts';
import { mp4Audio } from './mp4.ts';
import { oggAudio } from './ogg.ts';
import { waveAudio } from './wave.ts';

export type { Container } from './container.ts';

export interface AudioHash {
  /** SHA-256 in hex of the encoded audio without its tags. */
  audioSha256: string;
  container: Container;
}

/** Gives the parts of a file that are audio, in order. */
type AudioParts = (file: FileWindow) => AsyncIterable<Uint8Array>;

const PARTS: Record<Container, AudioParts> = {
  mp3: mp3Audio,
  flac: flacAudio,
  ogg: oggAudio,
  mp4: mp4Audio,
  wav: waveAudio,
  other: (file) => file.stream(0, file.size),
};

/**
 * Identifies a recording's encoded audio whatever its tags say: hashes MPEG frames (mp3), frames (flac), packets without the
 * comments (ogg), media data (mp4, m4a), the data chunk (wav), and of any other container the whole file. Reads the file
 * once, in constant memory. The container is told from the content, never from the name.
 * @throws UnreadableAudioError for a file that is empty, cannot be opened or holds no audio where its container should
 */
export async function hashAudio(path: string): Promise<AudioHash> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new UnreadableAudioError(path, 'the file cannot be opened', cause);
  });
  try {
    const file = new FileWindow(handle, (await handle.stat()).size);
    if (file.size === 0) throw new UnreadableAudioError(path, 'the file is empty');
    const container = await detectContainer(file);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const part of PARTS[container](file)) {
      hash.update(part);
      bytes += part.length;
    }
    if (bytes === 0) throw new UnreadableAudioError(path, 'it holds no audio');
    return { audioSha256: hash.digest('hex'), container };
  } catch (error) {
    if (error instanceof UnreadableAudioError) throw error;
    throw new UnreadableAudioError(path, 'it cannot be read', error);
  } finally {
    await handle.close();
  }
}
