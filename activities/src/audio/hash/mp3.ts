import type { FileWindow } from './file-window.ts';
import { endWithoutTrailingTags, id3v2Length } from './id3.ts';
import { findFirstFrame } from './mp3-frame.ts';

/** MPEG frames without the tags before and behind them and without the encoder's header frame. */
export async function* mp3Audio(file: FileWindow): AsyncGenerator<Buffer> {
  const first = await findFirstFrame(file, await id3v2Length(file, 0));
  if (!first) return;
  yield* file.stream(first.position + (first.isHeaderFrame ? first.length : 0), await endWithoutTrailingTags(file));
}
