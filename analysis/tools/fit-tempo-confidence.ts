/**
 * Makes analysis/src/rhythm/generated/tempo-model.json: the weights by which the metrical level of the beat is chosen and the
 * confidence of the tempo is given, fitted on synthesised music of known tempo (analysis/tools/rhythm):
 *
 *     node analysis/tools/fit-tempo-confidence.ts analysis/src/rhythm/generated/tempo-model.json
 *
 * Seeds of the music: 1 and 2 fit the level, 3 and 4 the confidence; analysis/tools/judge-tempo.ts judges on others. About 4 minutes.
 */
import { writeFileSync } from 'node:fs';
import { confidenceTerms } from '../src/rhythm/confidence.ts';
import type { LevelModel } from '../src/rhythm/metrical-level.ts';
import { segmentsOf } from '../src/rhythm/metrical-level.ts';
import { flatten } from '../src/rhythm/periodicity.ts';
import { findTempo } from '../src/rhythm/rhythm-meter.ts';
import { tempoPath } from '../src/rhythm/tempo-path.ts';
import type { Choice } from './rhythm/fit-level.ts';
import { fitLevel } from './rhythm/fit-level.ts';
import { fitLogistic } from './rhythm/fit-logistic.ts';
import { envelopesOf, isRight, TOLERANCE } from './rhythm/measure-pieces.ts';
import type { Piece } from './rhythm/pieces.ts';
import { makePieces } from './rhythm/pieces.ts';

const PER_CATEGORY = 10;
const LEVEL_PIECES = [
  { perCategory: PER_CATEGORY, seconds: 30, seed: 1 },
  { perCategory: PER_CATEGORY, seconds: 30, seed: 2 },
];
/** Short ones too, so that a fanfare is not trusted like a track. */
const CONFIDENCE_PIECES = [
  { perCategory: PER_CATEGORY, seconds: 30, seed: 3 },
  { perCategory: PER_CATEGORY, seconds: 10, seed: 4 },
];
const FOLDS = 5;

const choices = LEVEL_PIECES.flatMap((options) => makePieces(options).flatMap(choiceOf));
const categories = [...new Set(choices.map(({ category }) => category))];
const foldOf = (category: string) => Math.max(0, categories.indexOf(category)) % FOLDS;
const level = fitLevel(choices);
const withoutFold = Array.from({ length: FOLDS }, (_, fold) =>
  fitLevel(choices.filter(({ category }) => foldOf(category) !== fold)),
);
const pieces = CONFIDENCE_PIECES.flatMap(makePieces).map(({ bpm, category, render }) => ({
  bpm,
  category,
  envelopes: envelopesOf(render()),
}));
// A level that never saw a piece's category errs as it will on music that nobody thought of: half of what confidence is fitted on.
const familiar = pieces.flatMap((piece) => judge(piece, level));
const unfamiliar = pieces.flatMap((piece) => judge(piece, withoutFold[foldOf(piece.category)]!));
const confidence = fitLogistic([...familiar, ...unfamiliar]);
const about = {
  generatedBy: 'analysis/tools/fit-tempo-confidence.ts',
  levelPieces: LEVEL_PIECES,
  confidencePieces: CONFIDENCE_PIECES,
  rightShare: rightShare(familiar),
  rightShareOfUnseenCategories: rightShare(unfamiliar),
};
const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
writeFileSync(process.argv[2]!, `${JSON.stringify({ ...about, level, confidence }, rounded, 1)}\n`);

function judge({ bpm, envelopes }: (typeof pieces)[number], model: LevelModel): JudgedPiece[] {
  const found = findTempo(envelopes, model);
  return found
    ? [{ terms: confidenceTerms(found.evidence), right: isRight(found.bpm, bpm), hasTempo: bpm !== null }]
    : [];
}

interface JudgedPiece {
  terms: number[];
  right: boolean;
  hasTempo: boolean;
}

function rightShare(judged: readonly JudgedPiece[]): number {
  const withTempo = judged.filter(({ hasTempo }) => hasTempo);
  return withTempo.filter(({ right }) => right).length / withTempo.length;
}

/** The candidates of a piece's longest segment and which of them is right; nothing for a piece without a tempo. */
function choiceOf({ bpm, category, render }: Piece): (Choice & { category: string })[] {
  if (bpm === null) return [];
  const flat = flatten(envelopesOf(render()));
  const segments = segmentsOf(flat, tempoPath(flat.full));
  const { candidates: among } = segments.reduce((longest, one) =>
    one.to - one.from > longest.to - longest.from ? one : longest,
  );
  const right = among.findIndex((candidate) => Math.abs(candidate.bpm / bpm - 1) <= TOLERANCE);
  return right < 0 ? [] : [{ category, evidence: among.map(({ evidence }) => evidence), right }];
}
