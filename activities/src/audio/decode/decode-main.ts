/**
 * Decodes the file named on the command line with audio-decode and writes it to standard output as a WAV of 32-bit floats, piece by
 * piece. A process of its own, because a decoder that is fed a damaged file may hang or eat all memory.
 */
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import decodeAudio from 'audio-decode';
import { waveHead } from './wave-head.ts';
import { sniff } from './sniff.ts';

const CHUNK_BYTES = 64 * 1024;

const path = process.argv[2];
if (path === undefined) throw new Error('Usage: decode-main FILE');
const encoding = await sniff(path);
if (encoding === undefined) throw new Error('This is none of the formats that are read.');

let channelCount = 0;
const chunks = createReadStream(path, { highWaterMark: CHUNK_BYTES });
for await (const { channelData, sampleRate } of decodeAudio(chunks, encoding)) {
  if (channelCount === 0) {
    channelCount = channelData.length;
    process.stdout.write(waveHead({ channelCount, sampleRateHz: sampleRate, speakerMask: 0 }));
  }
  await write(interleave(channelData, channelCount));
}

async function write(samples: Float32Array): Promise<void> {
  const isTaken = process.stdout.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  if (!isTaken) await once(process.stdout, 'drain');
}

function interleave(channels: Float32Array[], count: number): Float32Array {
  const frames = channels[0]!.length;
  const samples = new Float32Array(frames * count);
  for (let channel = 0; channel < count; channel++) {
    const from = channels[Math.min(channel, channels.length - 1)]!;
    for (let frame = 0, at = channel; frame < frames; frame++, at += count) samples[at] = from[frame]!;
  }
  return samples;
}
