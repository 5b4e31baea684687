import { RATE_HZ } from './instruments.ts';

/** A mono WAV file of 16 bits. */
export function wav(mono: Float32Array): Buffer {
  const file = Buffer.alloc(44 + 2 * mono.length);
  file.write('RIFF', 0, 'ascii');
  file.writeUInt32LE(36 + 2 * mono.length, 4);
  file.write('WAVEfmt ', 8, 'ascii');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE_HZ, 24);
  file.writeUInt32LE(2 * RATE_HZ, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'ascii');
  file.writeUInt32LE(2 * mono.length, 40);
  for (let i = 0; i < mono.length; i++)
    file.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, mono[i]!))), 44 + 2 * i);
  return file;
}
