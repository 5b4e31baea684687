import type { FileWindow } from './file-window.ts';
import { id3v2Length } from './id3.ts';
import { findFirstFrame } from './mp3-frame.ts';

export type Container = 'mp3' | 'flac' | 'ogg' | 'mp4' | 'wav' | 'other';

/** Tells a container from its first bytes, an ID3v2 tag before them skipped. */
export async function detectContainer(file: FileWindow): Promise<Container> {
  const start = await id3v2Length(file, 0);
  const head = await file.read(start, 12);
  const magic = head.toString('latin1', 0, 4);
  if (magic === 'fLaC') return 'flac';
  if (magic === 'OggS') return 'ogg';
  if (head.toString('latin1', 4, 8) === 'ftyp') return 'mp4';
  if (['RIFF', 'RF64', 'BW64'].includes(magic) && head.toString('latin1', 8, 12) === 'WAVE') return 'wav';
  return (await findFirstFrame(file, start)) === undefined ? 'other' : 'mp3';
}
