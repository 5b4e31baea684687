/**
 * Judges tempo on synthesised music of known tempo:
 *
 *     node analysis/tools/judge-tempo.ts [--pieces-per-category 10] [--seed 11] [--seconds 30] [--write FOLDER] [--peers FILE] [--wrong]
 *
 * prints the share within 4 %, the errors by a factor of 2 or 3, and the area under the curve of the confidence, by category.
 * --write leaves the music as WAV files; analysis/tools/tempo-peers.py makes of them the file for --peers, which adds a column a peer.
 * --wrong names the pieces that came out wrong; --json prints what became of each piece and nothing else.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureRhythm } from '../src/rhythm/rhythm-meter.ts';
import { TEMPO_UNSURE_BELOW } from '../src/rhythm/index.ts';
import { areaUnderCurve, envelopesOf, isRight } from './rhythm/measure-pieces.ts';
import type { Piece } from './rhythm/pieces.ts';
import { makePieces } from './rhythm/pieces.ts';
import { wav } from './rhythm/wav.ts';

const { values: options } = parseArgs({
  options: {
    'pieces-per-category': { type: 'string', default: '10' },
    seed: { type: 'string', default: '11' },
    seconds: { type: 'string', default: '30' },
    write: { type: 'string' },
    peers: { type: 'string' },
    wrong: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

interface Judged {
  piece: Piece;
  estimate: number | null;
  confidence: number;
  right: boolean;
}

const pieces = makePieces({
  perCategory: Number(options['pieces-per-category']),
  seed: Number(options.seed),
  seconds: Number(options.seconds),
});
const peers = options.peers
  ? (JSON.parse(readFileSync(options.peers, 'utf8')) as Record<string, Record<string, number>>)
  : {};
if (options.write) mkdirSync(options.write, { recursive: true });

let processorMs = 0;
const judged = pieces.map((piece): Judged => {
  const mono = piece.render();
  if (options.write) writeFileSync(join(options.write, `${fileName(piece)}.wav`), wav(mono));
  const envelopes = envelopesOf(mono);
  const before = process.cpuUsage();
  const { tempoBpm, tempoConfidence } = measureRhythm(envelopes);
  const used = process.cpuUsage(before);
  processorMs += (used.user + used.system) / 1000;
  return { piece, estimate: tempoBpm, confidence: tempoConfidence, right: isRight(tempoBpm, piece.bpm) };
});

if (options.json) printJson();
else printTable();

function printJson(): void {
  const each = judged.map(({ piece: { name, bpm }, estimate, confidence, right }) => ({
    name,
    bpm,
    estimate,
    confidence,
    right,
  }));
  process.stdout.write(`${JSON.stringify({ areaUnderCurve: areaUnderCurve(judged), judged: each })}\n`);
}

function printTable(): void {
  const withTempo = judged.filter(({ piece }) => piece.bpm !== null);
  for (const category of new Set(judged.map(({ piece }) => piece.category)))
    print(
      category,
      judged.filter(({ piece }) => piece.category === category),
    );
  print('all with a tempo', withTempo);
  print('all', judged);
  const sure = judged.filter(({ confidence }) => confidence >= TEMPO_UNSURE_BELOW);
  process.stdout.write(`area under the curve of the confidence: ${areaUnderCurve(judged).toFixed(3)}\n`);
  process.stdout.write(`within those with a tempo: ${areaUnderCurve(withTempo).toFixed(3)}\n`);
  process.stdout.write(
    `sure of ${sure.length} of ${judged.length}, right in ${share(sure.filter(({ right }) => right).length, sure.length)}\n`,
  );
  process.stdout.write(`processor time without mel rows: ${(processorMs / pieces.length).toFixed(2)} ms a piece\n`);
  for (const [peer, estimates] of Object.entries(peers)) {
    const confidences = peers[`${peer} confidence`];
    if (!confidences) continue;
    const ofPeer = pieces.map((piece) => ({
      confidence: confidences[fileName(piece)] ?? 0,
      right: isRight(estimates[fileName(piece)] ?? null, piece.bpm),
    }));
    process.stdout.write(`area under the curve of ${peer}'s confidence: ${areaUnderCurve(ofPeer).toFixed(3)}\n`);
  }
  if (options.wrong)
    for (const { piece, estimate, confidence } of withTempo.filter(({ right }) => !right))
      process.stdout.write(
        `${piece.name}: ${piece.bpm!.toFixed(1)}, said ${estimate?.toFixed(1)} at ${confidence.toFixed(2)}\n`,
      );
}

function print(name: string, some: readonly Judged[]): void {
  const right = some.filter((one) => one.right).length;
  const octave = some.filter(({ piece, estimate }) =>
    [2, 1 / 2, 3, 1 / 3, 3 / 2, 2 / 3].some((factor) => piece.bpm !== null && isRight(estimate, piece.bpm * factor)),
  ).length;
  const mean = some.reduce((sum, { confidence }) => sum + confidence, 0) / some.length;
  const others = Object.entries(peers)
    .filter(([peer]) => !peer.endsWith(' confidence'))
    .map(([peer, estimates]) => {
      const rightOfPeer = some.filter(({ piece }) => isRight(estimates[fileName(piece)] ?? null, piece.bpm)).length;
      return `${peer} ${share(rightOfPeer, some.length)}`;
    });
  const columns = [
    `right ${share(right, some.length)}`,
    `by a factor ${octave}`,
    `confidence ${mean.toFixed(2)}`,
    ...others,
  ];
  process.stdout.write(`${name.padEnd(20)} ${String(some.length).padStart(4)}  ${columns.join('  ')}\n`);
}

function share(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`.padStart(7);
}

function fileName({ name }: Piece): string {
  return name.replaceAll(/[^a-z0-9]+/giu, '-');
}
