/**
 * Makes analysis/src/axes/generated/variances.json from measured tracks:
 *
 *     npx sidetrack analyze --json DIR > tracks.jsonl
 *     node analysis/tools/fit-variances.ts "what the tracks are" < tracks.jsonl > variances.json
 *
 * Tracks under 30 seconds (fanfares) are left out. Needs Node 24, which runs TypeScript as it is.
 */
import { text } from 'node:stream/consumers';
import { fitVariances, VARIANCE_FLOOR } from '../src/axes/fit-variances.ts';
import { collectEvidence } from '../src/axes/score-track.ts';
import type { AxisFeatures } from '../src/axes/evidence.ts';

interface Analyzed {
  durationSeconds: number;
  features: AxisFeatures;
  tags: Record<string, number>;
}

const FEWEST_SECONDS = 30;

const lines = (await text(process.stdin)).split('\n').filter((line) => line !== '');
const tracks = lines
  .map((line) => JSON.parse(line) as Analyzed)
  .filter(({ durationSeconds }) => durationSeconds >= FEWEST_SECONDS);
const evidence = tracks.map(({ features, tags }) => collectEvidence({ features, modelTags: tags, tags: [] }));
const fitted = fitVariances(evidence);
const about = {
  generatedBy: 'analysis/tools/fit-variances.ts',
  tracks: tracks.length,
  from: process.argv[2] ?? 'unnamed',
};
process.stdout.write(`${JSON.stringify({ ...about, floor: VARIANCE_FLOOR, ...fitted }, null, 2)}\n`);
