import type { FileWindow } from '../../hash/file-window.ts';

const TAIL_BYTES = 128 * 1024;

/** The granule position of the last page of an Ogg stream (RFC 3533, section 6), in samples for Vorbis. undefined: no page is found. */
export async function lastGranule(file: FileWindow): Promise<number | undefined> {
  const tail = await file.read(Math.max(0, file.size - TAIL_BYTES), TAIL_BYTES);
  for (let at = tail.lastIndexOf('OggS'); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1)) {
    const granule = at + 14 <= tail.length ? tail.readBigInt64LE(at + 6) : -1n;
    if (granule > 0n) return Number(granule);
  }
  return undefined;
}
