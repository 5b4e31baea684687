import type { FileWindow } from './file-window.ts';
import { endWithoutTrailingTags, id3v2Length } from './id3.ts';

/** All frames behind the metadata blocks (RFC 9639, section 8). */
export async function* flacAudio(file: FileWindow): AsyncGenerator<Buffer> {
  let position = (await id3v2Length(file, 0)) + 4;
  for (let isLast = false; !isLast;) {
    const header = await file.read(position, 4);
    if (header.length < 4) return;
    isLast = (header[0]! & 0x80) !== 0;
    position += 4 + header.readUIntBE(1, 3);
  }
  yield* file.stream(position, await endWithoutTrailingTags(file));
}
