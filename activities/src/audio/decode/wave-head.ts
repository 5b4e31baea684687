/** What the header of a WAV stream says about the samples behind it. */
export interface WaveHead {
  channelCount: number;
  sampleRateHz: number;
  /** Of WAVEFORMATEXTENSIBLE; 0 where the header has none. */
  speakerMask: number;
  /** The samples that came with the header. */
  rest: Buffer;
}

/** More than any header before the samples takes. */
const HEAD_BYTES = 4096;
const EXTENSIBLE = 0xfffe;

/**
 * Reads the header of a WAV stream as decoders write it to a pipe: sizes are not known in advance and are not looked at; the data chunk
 * is the last one. undefined: this is no WAV stream.
 */
export async function readWaveHead(chunks: AsyncIterator<Buffer, void>): Promise<WaveHead | undefined> {
  let bytes: Buffer = Buffer.alloc(0);
  while (bytes.length < HEAD_BYTES) {
    const { value } = await chunks.next();
    if (!value) return undefined;
    bytes = Buffer.concat([bytes, value]);
    const head = parse(bytes);
    if (head) return head;
  }
  return undefined;
}

function parse(bytes: Buffer): WaveHead | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  let format: Omit<WaveHead, 'rest'> | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (id === 'fmt ' && at + 8 + size <= bytes.length) format = parseFormat(bytes.subarray(at + 8, at + 8 + size));
    if (id === 'data' && format) return { ...format, rest: bytes.subarray(at + 8) };
    at += 8 + size;
  }
  return undefined;
}

function parseFormat(bytes: Buffer): Omit<WaveHead, 'rest'> {
  const isExtensible = bytes.readUInt16LE(0) === EXTENSIBLE && bytes.length >= 24;
  return {
    channelCount: bytes.readUInt16LE(2),
    sampleRateHz: bytes.readUInt32LE(4),
    speakerMask: isExtensible ? bytes.readUInt32LE(20) : 0,
  };
}

/** A header before 32-bit float samples of unknown number, as `readWaveHead` reads it. */
export function waveHead({ channelCount, sampleRateHz, speakerMask }: Omit<WaveHead, 'rest'>): Buffer {
  const head = Buffer.alloc(68);
  head.write('RIFF\xff\xff\xff\xffWAVEfmt ', 0, 'latin1');
  head.writeUInt32LE(40, 16);
  head.writeUInt16LE(EXTENSIBLE, 20);
  head.writeUInt16LE(channelCount, 22);
  head.writeUInt32LE(sampleRateHz, 24);
  head.writeUInt32LE(sampleRateHz * channelCount * 4, 28);
  head.writeUInt16LE(channelCount * 4, 32);
  head.writeUInt16LE(32, 34);
  head.writeUInt16LE(22, 36);
  head.writeUInt16LE(32, 38);
  head.writeUInt32LE(speakerMask, 40);
  Buffer.from('0300000000001000800000aa00389b71', 'hex').copy(head, 44);
  head.write('data\xff\xff\xff\xff', 60, 'latin1');
  return head;
}
