/**
 * `sidetrack bench decode [FILE] [--json]`: decoding a track to samples by each of SideTrack's decoders, one after the other and again, in
 * a process that runs already, as the one that measures does: the WebAssembly module, ffmpeg, and audio-decode in a second Node.
 * Prints the median of five runs each and its ratio to ffmpeg (above 1: slower). Seconds are processor time where the system tells it.
 */
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { decodeStream } from '../activities/dist/audio/index.js';
import { usage } from './lib/processes.mjs';

const ROUNDS = 5;
/** The processor time of a child that has ended counts once it was waited for. */
const REAPING_MS = usage(process.pid) ? 50 : 0;
const decoders = ['webassembly', 'ffmpeg', 'javascript'];

const given = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const file = given ?? fileURLToPath(new URL('../sample/audio/battle.ogg', import.meta.url));

const runs = new Map(decoders.map((decoder) => [decoder, []]));
for (let round = -1; round < ROUNDS; round++)
  for (const decoder of decoders) {
    const seconds = await decode(decoder);
    // The first round compiles.
    if (round >= 0) runs.get(decoder).push(seconds);
  }
const medians = new Map(decoders.map((decoder) => [decoder, median(runs.get(decoder))]));
const result = decoders.map((decoder) => ({
  decoder,
  seconds: rounded(medians.get(decoder)),
  ratio: rounded(medians.get(decoder) / medians.get('ffmpeg')),
}));

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ file, result })}\n`);
else {
  const lines = result.map(({ decoder, seconds, ratio }) => `  ${decoder.padEnd(12)} ${seconds} s, ratio ${ratio}\n`);
  process.stdout.write(`decode ${file}\n${lines.join('')}`);
}

async function decode(decoder) {
  const before = secondsUsed();
  const { pieces } = await decodeStream(file, { decoder });
  for await (const piece of pieces) if (piece.length === 0) throw new Error('A piece without channels.');
  await setTimeout(REAPING_MS);
  return secondsUsed() - before;
}

function secondsUsed() {
  return usage(process.pid)?.cpuSeconds ?? performance.now() / 1000;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}
