import type { FileWindow } from './file-window.ts';

/** What a stream within the file has shown so far. */
interface LogicalStream {
  packet: number;
  /** The last page ended within a packet. */
  isContinued: boolean;
  isComment: boolean;
}

const PAGE_HEADER_BYTES = 27;
/** Comment packets by their first bytes: Vorbis, Opus, FLAC (block type 4, also as the last block), Speex's has none. */
const COMMENT_STARTS = ['\x03vorbis', 'OpusTags', '\x04', '\x84'];

/**
 * Packet payloads of all streams without their comment packet (RFC 3533 for pages, RFC 7845 and the Vorbis I specification for
 * headers). Page boundaries, sequence numbers and checksums, which a longer comment moves, do not count.
 */
export async function* oggAudio(file: FileWindow): AsyncGenerator<Buffer> {
  const streams = new Map<number, LogicalStream>();
  for (let position = 0; position + PAGE_HEADER_BYTES <= file.size;) {
    const header = await file.read(position, PAGE_HEADER_BYTES + 255);
    if (header.toString('latin1', 0, 4) !== 'OggS') return;
    const lacing = header.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + header[26]!);
    const start = position + PAGE_HEADER_BYTES + lacing.length;
    const payload = await file.read(
      start,
      lacing.reduce((sum, length) => sum + length, 0),
    );
    yield* audioOfPage(lacing, payload, streamOf(streams, header.readUInt32LE(14)));
    position = start + payload.length;
  }
}

function streamOf(streams: Map<number, LogicalStream>, serial: number): LogicalStream {
  const known = streams.get(serial) ?? { packet: 0, isContinued: false, isComment: false };
  streams.set(serial, known);
  return known;
}

/** Walks the packets of one page: a lacing value below 255 ends a packet. */
function* audioOfPage(lacing: Buffer, payload: Buffer, stream: LogicalStream): Generator<Buffer> {
  let from = 0;
  let to = 0;
  for (const [index, length] of lacing.entries()) {
    to += length;
    const isEnd = length < 255;
    if (!isEnd && index < lacing.length - 1) continue;
    const piece = payload.subarray(from, to);
    if (!stream.isContinued) stream.isComment = stream.packet > 0 && isComment(piece, stream.packet);
    if (!stream.isComment) yield piece;
    stream.isContinued = !isEnd;
    if (isEnd) stream.packet++;
    from = to;
  }
}

/** Only the second packet may be one (FLAC's second packet always is its comment block). */
function isComment(piece: Buffer, packet: number): boolean {
  return packet === 1 && COMMENT_STARTS.some((start) => piece.toString('latin1', 0, start.length) === start);
}
