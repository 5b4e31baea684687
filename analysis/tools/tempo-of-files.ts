/**
 * Tempo of audio files beside what others say of them (needs ffmpeg):
 *
 *     node analysis/tools/tempo-of-files.ts FOLDER [PEERS.json, made by analysis/tools/tempo-peers.py]
 *
 * A peer agrees within 4 %; "x2" and the like name the factor it is off by.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { measureRhythm } from '../src/rhythm/rhythm-meter.ts';
import { envelopesOf, isRight } from './rhythm/measure-pieces.ts';

const [, , folder, peersFile] = process.argv;
const peers = peersFile ? (JSON.parse(readFileSync(peersFile, 'utf8')) as Record<string, Record<string, number>>) : {};
const FACTORS = { '=': 1, x2: 2, 'x1/2': 1 / 2, x3: 3, 'x1/3': 1 / 3, 'x3/2': 3 / 2, 'x2/3': 2 / 3 };

let processorMs = 0;
let seconds = 0;
for (const file of readdirSync(folder!)
  .filter((name) => /\.(ogg|mp3|flac|wav|m4a|opus)$/u.test(name))
  .sort()) {
  const mono = decode(join(folder!, file));
  const envelopes = envelopesOf(mono);
  const before = process.cpuUsage();
  const { tempoBpm, tempoConfidence, tempoSections, beatTimesSeconds } = measureRhythm(envelopes);
  const used = process.cpuUsage(before);
  processorMs += (used.user + used.system) / 1000;
  seconds += mono.length / 22050;
  const { name } = parse(file);
  const others = Object.entries(peers)
    .filter(([peer]) => !peer.endsWith(' confidence'))
    .map(([peer, of]) => `${peer} ${of[name]?.toFixed(1)} ${relation(of[name], tempoBpm)}`);
  const columns = [
    name.padEnd(26),
    tempoBpm?.toFixed(1).padStart(6) ?? '  none',
    tempoConfidence.toFixed(2),
    `${tempoSections.length} sections`,
    `${beatTimesSeconds.length} beats`,
    ...others,
  ];
  process.stdout.write(`${columns.join('  ')}\n`);
}
process.stdout.write(
  `${((180 * processorMs) / seconds).toFixed(1)} ms of processor for 3 minutes, mel rows not counted\n`,
);

function relation(estimate: number | undefined, ours: number | null): string {
  if (estimate === undefined || ours === null) return '';
  return Object.entries(FACTORS).find(([, factor]) => isRight(estimate, ours * factor))?.[0] ?? 'other';
}

function decode(path: string): Float32Array {
  const bytes = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-ac', '1', '-ar', '22050', '-f', 'f32le', '-'], {
    maxBuffer: 2 ** 31 - 1,
  });
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
