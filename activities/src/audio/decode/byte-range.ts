/** The bytes of a stream from `start` up to `end`; asks for no chunk beyond them. */
export async function* byteRange(
  first: Buffer,
  rest: AsyncIterable<Buffer>,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Buffer, void> {
  let position = 0;
  for await (const chunk of concat(first, rest)) {
    const from = Math.max(0, start - position);
    const to = Math.min(chunk.length, end - position);
    position += chunk.length;
    if (from < to) yield from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to);
    if (position >= end) return;
  }
}

async function* concat(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  if (first.length > 0) yield first;
  yield* rest;
}
