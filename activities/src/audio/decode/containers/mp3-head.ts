import type { FileWindow } from '../../hash/file-window.ts';
import { id3v2Length } from '../../hash/id3.ts';
import { findFirstFrame } from '../../hash/mp3-frame.ts';

/**
 * Seconds that an MP3 plays by its encoder's Xing or Info frame, without the padding that LAME notes there (gabriel.mp3-tech.org,
 * "Mp3 Info Tag rev 1"). undefined: it has no such frame.
 */
export async function mp3Seconds(file: FileWindow): Promise<number | undefined> {
  const first = await findFirstFrame(file, await id3v2Length(file, 0));
  if (!first?.isHeaderFrame) return undefined;
  const frame = await file.read(first.position, Math.max(first.length, 192));
  const at = Math.max(frame.indexOf('Xing'), frame.indexOf('Info'));
  if (at < 0 || at + 12 > frame.length || (frame.readUInt32BE(at + 4) & 1) === 0) return undefined;
  const flags = frame.readUInt32BE(at + 4);
  const frames = frame.readUInt32BE(at + 8);
  const encoder = at + 8 + 4 * (flags & 1) + 4 * ((flags >> 1) & 1) + 100 * ((flags >> 2) & 1) + 4 * ((flags >> 3) & 1);
  const hasPadding =
    encoder + 24 <= frame.length && /^(LAME|Lavc|Lavf)/.test(frame.toString('latin1', encoder, encoder + 4));
  const delayAndPadding = hasPadding ? frame.readUIntBE(encoder + 21, 3) : 0;
  const trimmed = (delayAndPadding >> 12) + (delayAndPadding & 0xfff);
  const { sampleRateHz, samplesPerFrame } = versionOf(frame);
  return Math.max(0, frames * samplesPerFrame - trimmed) / sampleRateHz;
}

/** Of the first frame; undefined: there is none. */
export async function mp3Channels(file: FileWindow): Promise<number | undefined> {
  const first = await findFirstFrame(file, await id3v2Length(file, 0));
  if (!first) return undefined;
  const mode = (await file.read(first.position, 4))[3]! >> 6;
  return mode === 3 ? 1 : 2;
}

function versionOf(frame: Buffer): { sampleRateHz: number; samplesPerFrame: number } {
  const version = (frame[1]! >> 3) & 3;
  const rateHz = [44_100, 48_000, 32_000][(frame[2]! >> 2) & 3]!;
  if (version === 3) return { sampleRateHz: rateHz, samplesPerFrame: 1152 };
  return { sampleRateHz: rateHz / (version === 2 ? 2 : 4), samplesPerFrame: 576 };
}
