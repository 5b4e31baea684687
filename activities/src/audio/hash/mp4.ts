import type { FileWindow } from './file-window.ts';

/** The content of all top-level `mdat` boxes (ISO/IEC 14496-12); tags and cover stand in `moov`. */
export async function* mp4Audio(file: FileWindow): AsyncGenerator<Buffer> {
  for (let position = 0; position + 8 <= file.size;) {
    const header = await file.read(position, 16);
    const { headerLength, boxLength } = boxSize(header, file.size - position);
    if (boxLength < headerLength) return;
    if (header.toString('latin1', 4, 8) === 'mdat') yield* file.stream(position + headerLength, position + boxLength);
    position += boxLength;
  }
}

/** A 32-bit size, 1 for a 64-bit size behind the type, or 0 for "up to the end of the file". */
function boxSize(header: Buffer, rest: number): { headerLength: number; boxLength: number } {
  const size = header.readUInt32BE(0);
  if (size === 0) return { headerLength: 8, boxLength: rest };
  if (size === 1 && header.length === 16) return { headerLength: 16, boxLength: Number(header.readBigUInt64BE(8)) };
  return { headerLength: 8, boxLength: size };
}
