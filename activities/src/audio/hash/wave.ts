import type { FileWindow } from './file-window.ts';

const UNKNOWN_SIZE = 0xffffffff;

/** The `data` chunk of a RIFF, RF64 or BW64 file; tags stand in `LIST` and `id3 ` chunks. */
export async function* waveAudio(file: FileWindow): AsyncGenerator<Buffer> {
  let largeSize: number | undefined;
  for (let position = 12; position + 8 <= file.size;) {
    const header = await file.read(position, 24);
    const id = header.toString('latin1', 0, 4);
    const size = header.readUInt32LE(4);
    if (id === 'ds64' && header.length === 24) largeSize = Number(header.readBigUInt64LE(16));
    const length = size === UNKNOWN_SIZE ? (largeSize ?? file.size - position - 8) : size;
    if (id === 'data') {
      yield* file.stream(position + 8, position + 8 + length);
      return;
    }
    position += 8 + length + (length % 2);
  }
}
