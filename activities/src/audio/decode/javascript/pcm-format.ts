import type { FileWindow } from '../../hash/file-window.ts';
import type { SampleFormat } from './samples.ts';

/** Where the uncompressed samples of a file lie, and how they are written. */
export interface PcmFormat extends SampleFormat {
  channelCount: number;
  sampleRateHz: number;
  speakerMask: number;
  dataStart: number;
  dataEnd: number;
}

const EXTENSIBLE = 0xfffe;
const WAVE_CODINGS: Readonly<Record<number, SampleFormat['coding']>> = { 1: 'integer', 3: 'float' };
const UNKNOWN_SIZE = 0xffffffff;

/** Reads the header of a RIFF, RF64 or BW64 file (Microsoft, "Multiple channel audio data and WAVE files"). undefined: it is compressed. */
export async function readWaveFormat(file: FileWindow): Promise<PcmFormat | undefined> {
  let format: Omit<PcmFormat, 'dataStart' | 'dataEnd'> | undefined;
  for (let at = 12; at + 8 <= file.size;) {
    const head = await file.read(at, 48);
    const size = head.readUInt32LE(4);
    const id = head.toString('latin1', 0, 4);
    if (id === 'fmt ' && head.length >= 24) format = waveFormat(head.subarray(8));
    if (id === 'data') {
      const isOpen = size === 0 || size === UNKNOWN_SIZE;
      return (
        format && { ...format, dataStart: at + 8, dataEnd: isOpen ? file.size : Math.min(file.size, at + 8 + size) }
      );
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}

function waveFormat(bytes: Buffer): Omit<PcmFormat, 'dataStart' | 'dataEnd'> | undefined {
  const tag = bytes.readUInt16LE(0);
  const isExtensible = tag === EXTENSIBLE && bytes.length >= 40;
  const coding = WAVE_CODINGS[isExtensible ? bytes.readUInt16LE(24) : tag];
  const channelCount = bytes.readUInt16LE(2);
  const bytesPerSample = Math.ceil(bytes.readUInt16LE(14) / 8);
  if (!coding || channelCount === 0 || bytesPerSample === 0) return undefined;
  return {
    coding: coding === 'integer' && bytesPerSample === 1 ? 'unsigned' : coding,
    channelCount,
    sampleRateHz: bytes.readUInt32LE(4),
    speakerMask: isExtensible ? bytes.readUInt32LE(20) : 0,
    bytesPerSample,
    isLittleEndian: true,
  };
}

const AIFC_CODINGS: Readonly<Record<string, Pick<SampleFormat, 'coding' | 'isLittleEndian'>>> = {
  NONE: { coding: 'integer', isLittleEndian: false },
  twos: { coding: 'integer', isLittleEndian: false },
  in24: { coding: 'integer', isLittleEndian: false },
  in32: { coding: 'integer', isLittleEndian: false },
  sowt: { coding: 'integer', isLittleEndian: true },
  fl32: { coding: 'float', isLittleEndian: false },
  FL32: { coding: 'float', isLittleEndian: false },
  fl64: { coding: 'float', isLittleEndian: false },
  FL64: { coding: 'float', isLittleEndian: false },
};

/** Reads the header of an AIFF or AIFF-C file (Apple, "Audio Interchange File Format", 1989 and 1991). undefined: it is compressed. */
export async function readAiffFormat(file: FileWindow): Promise<PcmFormat | undefined> {
  let format: Omit<PcmFormat, 'dataStart' | 'dataEnd'> | undefined;
  let data: Pick<PcmFormat, 'dataStart' | 'dataEnd'> | undefined;
  for (let at = 12; at + 8 <= file.size;) {
    const head = await file.read(at, 48);
    const size = head.readUInt32BE(4);
    const id = head.toString('latin1', 0, 4);
    if (id === 'COMM' && head.length >= 26) format = aiffFormat(head.subarray(8, 8 + size));
    if (id === 'SSND' && head.length >= 16) {
      const dataStart = at + 16 + head.readUInt32BE(8);
      data = { dataStart, dataEnd: Math.min(file.size, at + 8 + size) };
    }
    at += 8 + size + (size % 2);
  }
  return format && data && { ...format, ...data };
}

function aiffFormat(bytes: Buffer): Omit<PcmFormat, 'dataStart' | 'dataEnd'> | undefined {
  const how = AIFC_CODINGS[bytes.length >= 22 ? bytes.toString('latin1', 18, 22) : 'NONE'];
  const channelCount = bytes.readUInt16BE(0);
  const bytesPerSample = Math.ceil(bytes.readUInt16BE(6) / 8);
  if (!how || channelCount === 0 || bytesPerSample === 0) return undefined;
  return { ...how, channelCount, sampleRateHz: extendedFloat(bytes), speakerMask: 0, bytesPerSample };
}

/** The sample rate: an 80-bit float, of which whole numbers up to 32 bits are read. */
function extendedFloat(bytes: Buffer): number {
  const exponent = (bytes.readUInt16BE(8) & 0x7fff) - 16_383;
  return Math.round(bytes.readUInt32BE(10) * 2 ** (exponent - 31));
}
