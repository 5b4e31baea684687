import type { FileWindow } from './file-window.ts';

export interface Mp3Frame {
  position: number;
  length: number;
  /** The encoder's Xing, Info or VBRI frame: holds no sound, and a tagger that copies the stream writes it anew. */
  isHeaderFrame: boolean;
}

/** Encoders leave padding between a tag and the first frame; beyond this it is not an MP3. */
const SEARCHED_BYTES = 64 * 1024;
const BITRATES_V1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_V2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES_V1 = [44100, 48000, 32000];

/** The first MPEG audio layer III frame that another frame (or the end of the file) follows directly. */
export async function findFirstFrame(file: FileWindow, from: number): Promise<Mp3Frame | undefined> {
  const head = await file.read(from, SEARCHED_BYTES);
  for (let at = 0; at + 4 <= head.length; at++) {
    const length = frameLength(head, at);
    if (length === undefined) continue;
    const next = await file.read(from + at + length, 4);
    if (next.length === 4 && frameLength(next, 0) === undefined) continue;
    const frame = await file.read(from + at, length);
    return { position: from + at, length, isHeaderFrame: /Xing|Info|VBRI/.test(frame.toString('latin1', 4, 64)) };
  }
  return undefined;
}

/** Length in bytes of the layer III frame whose header stands at an offset (ISO/IEC 11172-3 and 13818-3). */
export function frameLength(bytes: Buffer, at: number): number | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return undefined;
  const version = (bytes[at + 1]! >> 3) & 3;
  const layer = (bytes[at + 1]! >> 1) & 3;
  const bitrateIndex = bytes[at + 2]! >> 4;
  const rateIndex = (bytes[at + 2]! >> 2) & 3;
  if (version === 1 || layer !== 1 || bitrateIndex === 0 || bitrateIndex === 15 || rateIndex === 3) return undefined;
  const isVersion1 = version === 3;
  const kilobits = (isVersion1 ? BITRATES_V1 : BITRATES_V2)[bitrateIndex - 1]!;
  const sampleRateHz = SAMPLE_RATES_V1[rateIndex]! / (isVersion1 ? 1 : version === 2 ? 2 : 4);
  const padding = (bytes[at + 2]! >> 1) & 1;
  return Math.floor(((isVersion1 ? 144 : 72) * kilobits * 1000) / sampleRateHz) + padding;
}
