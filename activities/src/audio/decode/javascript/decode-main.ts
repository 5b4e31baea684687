/**
 * Decodes the file named on the command line and writes it to standard output as a WAV of 32-bit floats, piece by piece. A process of its
 * own, because a decoder that is fed a damaged file may hang or eat all memory. What comes before a damaged place is kept.
 */
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { describeError } from '../../../errors.ts';
import { FileWindow } from '../../hash/file-window.ts';
import { inspect } from '../containers/inspect.ts';
import { waveHead } from '../wave-head.ts';
import { openPackage } from './packages.ts';
import { openPcm } from './pcm.ts';
import type { Sound } from './sound.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('Usage: decode-main FILE');
const handle = await open(path, 'r');
const file = new FileWindow(handle, (await handle.stat()).size);
const sound = await openSound(path);
if (!sound) throw new Error('No sound comes out of it.');
process.stdout.write(waveHead(sound));
try {
  for await (const samples of sound.samples) await write(samples);
} catch (error) {
  process.stderr.write(describeError(error));
}

async function openSound(name: string): Promise<Sound | undefined> {
  const container = await inspect(name);
  const { encoding } = container;
  if (encoding === undefined) throw new Error('This is none of the formats that are read.');
  const pcm = encoding === 'wav' || encoding === 'aiff' ? await openPcm(file, encoding) : undefined;
  if (pcm) return pcm;
  return await openPackage(file.stream(0, file.size), { ...container, encoding });
}

async function write(samples: Float32Array): Promise<void> {
  const isTaken = process.stdout.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  if (!isTaken) await once(process.stdout, 'drain');
}
