/**
 * Decodes the file named on the command line with audio-decode and writes it to standard output as a WAV of floats.
 * A process of its own, because a decoder that is fed a damaged file may hang or eat all memory.
 */
import { readFile } from 'node:fs/promises';
import decodeAudio from 'audio-decode';
import { floatWave } from './wave.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('Usage: decode-main FILE');
const { channelData, sampleRate } = await decodeAudio(await readFile(path));
process.stdout.write(floatWave({ channels: toStereo(channelData), sampleRateHz: sampleRate }));

/** Mono and stereo as they are; of more channels the first two, with the centre between them. */
function toStereo(channels: Float32Array[]): Float32Array[] {
  if (channels.length <= 2) return channels;
  const [left, right, centre] = [channels[0]!, channels[1]!, channels[2]!];
  return [left, right].map((side) => side.map((value, i) => (value + Math.SQRT1_2 * centre[i]!) / (1 + Math.SQRT1_2)));
}
