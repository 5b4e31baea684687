import type { FileWindow } from '../../hash/file-window.ts';
import { endWithoutTrailingTags, id3v2Length } from '../../hash/id3.ts';
import { findFirstFrame, frameLength } from '../../hash/mp3-frame.ts';

const STRETCH_BYTES = 2 ** 20;

/** Seconds that an MP3 plays: by its encoder's note in the first frame, else counted frame by frame. undefined: there is no frame. */
export async function mp3Seconds(file: FileWindow): Promise<number | undefined> {
  return (await notedSeconds(file)) ?? (await countedSeconds(file));
}

/**
 * By the Xing or Info frame, without the padding that LAME notes there (gabriel.mp3-tech.org, "Mp3 Info Tag rev 1"). undefined: there is
 * no such frame.
 */
async function notedSeconds(file: FileWindow): Promise<number | undefined> {
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

async function countedSeconds(file: FileWindow): Promise<number | undefined> {
  const first = await findFirstFrame(file, await id3v2Length(file, 0));
  if (!first) return undefined;
  const { sampleRateHz, samplesPerFrame } = versionOf(await file.read(first.position, 4));
  const end = await endWithoutTrailingTags(file);
  let frames = 0;
  let at = first.position;
  while (at < end) {
    const stretch = await file.read(at, STRETCH_BYTES);
    const counted = countFrames(stretch);
    if (counted.bytes === 0) break;
    frames += counted.frames;
    at += counted.bytes;
  }
  return frames > 0 ? (frames * samplesPerFrame) / sampleRateHz : undefined;
}

/** How many frames start in a stretch of a file before its last bytes, whose frame may not be whole, and where the next one may start. */
function countFrames(bytes: Buffer): { frames: number; bytes: number } {
  let frames = 0;
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = frameLength(bytes, at);
    if (length === undefined) {
      const next = bytes.indexOf(0xff, at + 1);
      at = next < 0 ? bytes.length : next;
    } else {
      frames++;
      at += length;
    }
  }
  return { frames, bytes: at };
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
