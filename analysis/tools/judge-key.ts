/**
 * Judges the estimate of the key on synthesised music of known keys (all 24, several styles, timbres, tunings and noise levels), which
 * `fit-key.ts` has not seen: share right, which keys it is confused with, and how well its confidence tells right from wrong.
 *
 *     node analysis/tools/judge-key.ts [--json] [--errors]
 */
import { CONFIDENCE_WEIGHTS } from '../src/tonal/key-confidence.ts';
import { confidenceFacts, dot, KEY_UNSURE_BELOW, keyScores, logistic } from '../src/tonal/key.ts';
import { judgedPieces } from './key-pieces.ts';

const PIECES = 240;
const RELATIONS = ['right', 'relative', 'parallel', 'fifth', 'other'] as const;
type Relation = (typeof RELATIONS)[number];

const judged = judgedPieces(0, PIECES).map(({ key, name, evidence }) => {
  const scores = keyScores(evidence);
  const found = scores.indexOf(Math.max(...scores));
  const confidence = logistic(dot(confidenceFacts(evidence, scores), CONFIDENCE_WEIGHTS));
  return { key, name, found, confidence, relation: key === undefined ? ('other' as const) : relationOf(key, found) };
});
const keyed = judged.filter(({ key }) => key !== undefined);
const share = (all: readonly unknown[], some: readonly unknown[]) => some.length / all.length;
const right = (of: typeof judged) => of.filter(({ relation }) => relation === 'right');
const sure = (of: typeof judged) => of.filter(({ confidence }) => confidence >= KEY_UNSURE_BELOW);
const report = {
  pieces: keyed.length,
  right: share(keyed, right(keyed)),
  relations: Object.fromEntries(
    RELATIONS.map((name) => [name, keyed.filter(({ relation }) => relation === name).length]),
  ),
  areaUnderCurve: areaUnderCurve(keyed),
  withoutKey: judged.length - keyed.length,
  areaUnderCurveWithThose: areaUnderCurve(judged),
  sureOfKeyed: share(keyed, sure(keyed)),
  rightWhenSure: share(sure(keyed), right(sure(keyed))),
  sureWithoutKey: sure(judged.filter(({ key }) => key === undefined)).length,
  meanConfidence: judged.reduce((sum, { confidence }) => sum + confidence, 0) / judged.length,
  rightOfAll: share(judged, right(judged)),
};
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(report)}\n`);
else for (const [name, value] of Object.entries(report)) process.stdout.write(`${name}: ${JSON.stringify(value)}\n`);
if (process.argv.includes('--errors'))
  for (const { relation, name, confidence, key, found } of judged)
    if (relation !== 'right')
      process.stdout.write(`${relation} ${key ?? '-'} -> ${found} ${confidence.toFixed(2)} ${name}\n`);

function relationOf(key: number, found: number): Relation {
  if (key === found) return 'right';
  const steps = (found - key + 24) % 12;
  const sameMode = key < 12 === found < 12;
  if (!sameMode && steps === (key < 12 ? 9 : 3)) return 'relative';
  if (!sameMode && steps === 0) return 'parallel';
  return sameMode && (steps === 5 || steps === 7) ? 'fifth' : 'other';
}

/** Probability that what is right has a higher confidence than what is wrong. */
function areaUnderCurve(of: typeof judged): number {
  const good = right(of);
  const bad = of.filter(({ relation }) => relation !== 'right');
  let wins = 0;
  for (const a of good)
    for (const b of bad) wins += a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0;
  return wins / (good.length * bad.length);
}
