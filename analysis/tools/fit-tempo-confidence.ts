/**
 * Makes analysis/src/rhythm/generated/tempo-model.json: the weights by which the metrical level of the beat is chosen and the
 * confidence of the tempo is given, fitted on synthesised music of known tempo (analysis/tools/rhythm):
 *
 *     node analysis/tools/fit-tempo-confidence.ts analysis/src/rhythm/generated/tempo-model.json
 *
 * Seeds of the music: 1 and 2 fit the level, 3 and 4 the confidence; analysis/tools/judge-tempo.ts judges on others. About 3 minutes.
 */
import { writeFileSync } from 'node:fs';
import { confidenceTerms } from '../src/rhythm/confidence.ts';
import { candidates } from '../src/rhythm/metrical-level.ts';
import { flatten } from '../src/rhythm/periodicity.ts';
import { findTempo } from '../src/rhythm/rhythm-meter.ts';
import { tempoPath } from '../src/rhythm/tempo-path.ts';
import type { Choice } from './rhythm/fit-level.ts';
import { fitLevel } from './rhythm/fit-level.ts';
import { fitLogistic } from './rhythm/fit-logistic.ts';
import { envelopesOf, isRight, TOLERANCE } from './rhythm/measure-pieces.ts';
import { makePieces } from './rhythm/pieces.ts';

const PIECES = { perCategory: 12, seconds: 30 };
const LEVEL_SEEDS = [1, 2];
const CONFIDENCE_SEEDS = [3, 4];

const level = fitLevel(LEVEL_SEEDS.flatMap((seed) => makePieces({ ...PIECES, seed }).flatMap(choiceOf)));
const judged = CONFIDENCE_SEEDS.flatMap((seed) => makePieces({ ...PIECES, seed })).flatMap((piece) => {
  const found = findTempo(envelopesOf(piece.render()), level);
  return found ? [{ terms: confidenceTerms(found.evidence), right: isRight(found.bpm, piece.bpm) }] : [];
});
const confidence = fitLogistic(judged);
const about = {
  generatedBy: 'analysis/tools/fit-tempo-confidence.ts',
  ...PIECES,
  levelSeeds: LEVEL_SEEDS,
  confidenceSeeds: CONFIDENCE_SEEDS,
};
const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
writeFileSync(process.argv[2]!, `${JSON.stringify({ ...about, level, confidence }, rounded, 1)}\n`);

/** The candidates of a piece and which of them is right; nothing for a piece without a tempo. */
function choiceOf({ bpm, render }: { bpm: number | null; render: () => Float32Array }): Choice[] {
  if (bpm === null) return [];
  const flat = flatten(envelopesOf(render()));
  const among = candidates(flat, tempoPath(flat.full));
  const right = among.findIndex((candidate) => Math.abs(candidate.bpm / bpm - 1) <= TOLERANCE);
  return right < 0 ? [] : [{ evidence: among.map(({ evidence }) => evidence), right }];
}
