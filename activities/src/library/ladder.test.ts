import { curatedPairs } from './hard-pairs/curated.ts';
import { FIELD_REMARKS } from './hard-pairs/field-remarks.ts';
import type { HardPair } from './hard-pairs/hard-pair.ts';
import { measureLadder, tableOf } from './hard-pairs/measure.ts';
import { generatedPairs } from './hard-pairs/generated.ts';

const pairs: readonly HardPair[] = [...generatedPairs(), ...curatedPairs(), ...FIELD_REMARKS];
const measured = measureLadder(pairs);

test('the hard pairs are more than a thousand, and always the same', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(1400);
  expect(generatedPairs()).toEqual(generatedPairs());
  expect(measured.kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      'live',
      'remix',
      'remaster',
      'guests',
      'transliteration',
      'classical',
      'typo',
      'compilation',
    ]),
  );
});

test('what the ladder calls the same is, and what is the same it calls so', () => {
  process.stdout.write(`${tableOf(measured)}\n`);
  expect(measured.all.precision).toBeGreaterThanOrEqual(0.995);
  expect(measured.all.recall).toBeGreaterThanOrEqual(0.97);
});

test('no kind of pair is given up for the sake of the others', () => {
  const worse = measured.kinds.filter(
    ({ kind, falsePositives, trueNegatives, recall }) =>
      falsePositives > 0.05 * (falsePositives + trueNegatives) ||
      (recall !== null && recall < (kind === 'transliteration' ? 0.6 : 0.95)),
  );
  expect(worse).toEqual([]);
});
