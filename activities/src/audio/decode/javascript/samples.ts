/** How one sample is written. */
export interface SampleFormat {
  coding: 'integer' | 'unsigned' | 'float';
  bytesPerSample: number;
  isLittleEndian: boolean;
}

/** Reads samples as 32-bit floats, nominal range -1 to 1. undefined: nobody writes samples like that. */
export function sampleReader(format: SampleFormat): ((bytes: Buffer) => Float32Array) | undefined {
  const read = reader(format);
  if (!read) return undefined;
  return (bytes) => {
    const samples = new Float32Array(bytes.length / format.bytesPerSample);
    for (let i = 0, at = 0; i < samples.length; i++, at += format.bytesPerSample) samples[i] = read(bytes, at);
    return samples;
  };
}

type Reader = (bytes: Buffer, at: number) => number;

function reader({ coding, bytesPerSample, isLittleEndian }: SampleFormat): Reader | undefined {
  if (coding === 'unsigned') return bytesPerSample === 1 ? (bytes, at) => (bytes[at]! - 128) / 128 : undefined;
  if (coding === 'float') return floatReader(bytesPerSample, isLittleEndian);
  if (bytesPerSample > 4) return undefined;
  const scale = 2 ** (1 - 8 * bytesPerSample);
  if (isLittleEndian) return (bytes, at) => bytes.readIntLE(at, bytesPerSample) * scale;
  return (bytes, at) => bytes.readIntBE(at, bytesPerSample) * scale;
}

function floatReader(bytesPerSample: number, isLittleEndian: boolean): Reader | undefined {
  if (bytesPerSample === 4)
    return isLittleEndian ? (bytes, at) => bytes.readFloatLE(at) : (bytes, at) => bytes.readFloatBE(at);
  if (bytesPerSample === 8)
    return isLittleEndian ? (bytes, at) => bytes.readDoubleLE(at) : (bytes, at) => bytes.readDoubleBE(at);
  return undefined;
}
