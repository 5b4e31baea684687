/** Smallest files of each container, made from their parts, so that tests can change tags and audio apart. */

export interface Parts {
  audio: Buffer;
  comment: string;
}

/** MPEG-1 layer III frames of 128 kbit/s at 44.1 kHz, an Info frame first; ID3v2 before, APEv2 and ID3v1 behind them. */
export function mp3File({ audio, comment }: Parts): Buffer {
  const frames = Array.from({ length: 4 }, (_, i) => mpegFrame(audio.subarray(i * 400, (i + 1) * 400)));
  const info = mpegFrame(Buffer.concat([Buffer.alloc(32), Buffer.from(`Info${comment}`)]));
  const id3v1 = Buffer.alloc(128);
  id3v1.write(`TAG${comment}`.slice(0, 128), 'latin1');
  return Buffer.concat([id3v2(comment), info, ...frames, apeTag(comment), id3v1]);
}

export function flacFile({ audio, comment }: Parts): Buffer {
  const block = (type: number, body: Buffer) =>
    Buffer.concat([Buffer.from([type, 0, body.length >> 8, body.length & 255]), body]);
  return Buffer.concat([Buffer.from('fLaC'), block(0, Buffer.alloc(34)), block(0x84, Buffer.from(comment)), audio]);
}

/** A Vorbis stream; a long comment spreads over several pages and moves every page border behind it. */
export function oggFile({ audio, comment }: Parts): Buffer {
  const head = Buffer.from('\x01vorbis identification');
  const comments = Buffer.from(`\x03vorbis${comment}`);
  const setup = Buffer.from('\x05vorbis setup');
  const packets = [comments, setup, audio.subarray(0, 700), audio.subarray(700)];
  const segments = packets.flatMap((packet) => segmentsOf(packet));
  const pages = [page([head], 0)];
  for (let from = 0; from < segments.length; from += 5) pages.push(page(segments.slice(from, from + 5), pages.length));
  return Buffer.concat(pages);
}

export function mp4File({ audio, comment }: Parts): Buffer {
  return Buffer.concat([box('ftyp', Buffer.from('M4A ')), box('moov', Buffer.from(comment)), box('mdat', audio)]);
}

export function mp4FileWithTagsLast({ audio, comment }: Parts): Buffer {
  return Buffer.concat([box('ftyp', Buffer.from('M4A ')), box('mdat', audio), box('moov', Buffer.from(comment))]);
}

export function waveFile({ audio, comment }: Parts): Buffer {
  const chunk = (id: string, body: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from(id), size, body, Buffer.alloc(body.length % 2)]);
  };
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', Buffer.alloc(16)),
    chunk('LIST', Buffer.from(comment)),
    chunk('data', audio),
  ]);
  return chunk('RIFF', body);
}

function mpegFrame(content: Buffer): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  content.copy(frame, 4);
  return frame;
}

function id3v2(comment: string): Buffer {
  const size = comment.length;
  return Buffer.concat([
    Buffer.from('ID3\x04\x00\x00', 'latin1'),
    Buffer.from([0, 0, size >> 7, size & 127]),
    Buffer.from(comment),
  ]);
}

function apeTag(comment: string): Buffer {
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 'latin1');
  footer.writeUInt32LE(comment.length + 32, 12);
  return Buffer.concat([Buffer.from(comment), footer]);
}

function segmentsOf(packet: Buffer): Buffer[] {
  const whole = Math.floor(packet.length / 255);
  return Array.from({ length: whole + 1 }, (_, i) => packet.subarray(i * 255, (i + 1) * 255));
}

function page(segments: Buffer[], sequence: number): Buffer {
  const header = Buffer.alloc(27 + segments.length);
  header.write('OggS', 'latin1');
  header.writeUInt32LE(sequence, 18);
  header[26] = segments.length;
  segments.forEach((segment, i) => (header[27 + i] = segment.length));
  return Buffer.concat([header, ...segments]);
}

function box(type: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + body.length);
  return Buffer.concat([size, Buffer.from(type), body]);
}
