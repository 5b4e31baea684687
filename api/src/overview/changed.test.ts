import { addWeeks } from '@sidetrack/analysis';
import { describeChange } from './changed.ts';
import type { DatedWeek } from './changed.ts';

const CURRENT = '2026-11-16';

function week(
  weeksAgo: number,
  energy: number,
  { listens = 40, coverage = 0.9, ownDeviation = 0.025, axis = 'energy' } = {},
): DatedWeek {
  return {
    weekStart: addWeeks(CURRENT, -weeksAgo),
    listens,
    scoreCoverage: coverage,
    axes: { [axis]: { mean: energy, low: energy - 0.15, high: energy + 0.15, spread: 0.1, coverage, ownDeviation } },
  };
}
const before = (count: number, energy = 0.5, options = {}) =>
  Array.from({ length: count }, (_, n) => week(count - n, energy, options));

test('says what is different, with both numbers', () => {
  expect(describeChange([...before(26), week(0, 0.62)], CURRENT)).toBe(
    'So far this week your music is more energetic than in the 26 weeks before: energy 0.62 against 0.50.',
  );
  expect(describeChange([...before(26, 0.5, { axis: 'valence' }), week(0, 0.4, { axis: 'valence' })], CURRENT)).toBe(
    'So far this week your music is sadder than in the 26 weeks before: valence 0.40 against 0.50.',
  );
});

test('speaks of last week while this one is too young', () => {
  const last = before(20).with(-1, week(1, 0.7));
  for (const weeks of [last, [...last, week(0, 0.1, { listens: 19 })]]) {
    expect(describeChange(weeks, CURRENT)).toBe(
      'Last week your music was more energetic than in the 19 weeks before: energy 0.70 against 0.50.',
    );
  }
});

test('names the axis that stands out most', () => {
  const two = (weeksAgo: number, energy: number, valence: number): DatedWeek => ({
    ...week(weeksAgo, energy),
    axes: { ...week(weeksAgo, energy).axes, ...week(weeksAgo, valence, { axis: 'valence' }).axes },
  });
  const weeks = [...Array.from({ length: 10 }, (_, n) => two(10 - n, 0.5, 0.5)), two(0, 0.6, 0.3)];
  expect(describeChange(weeks, CURRENT)).toMatch(/sadder.*valence 0.30 against 0.50/);
});

test.each<[string, DatedWeek[]]>([
  ['there is no week', []],
  ['the difference is within both errors', [...before(26), week(0, 0.59)]],
  ['the week’s own error is wide', [...before(26), week(0, 0.62, { ownDeviation: 0.05 })]],
  ['weeks usually differ as much', [...before(26).map((_, n) => week(26 - n, n % 2 === 0 ? 0.3 : 0.7)), week(0, 0.65)]],
  ['the week has few plays', [...before(26, 0.5, { listens: 10 }), week(0, 0.9, { listens: 19 })]],
  ['few weeks went before', [...before(7), week(0, 0.9)]],
  ['the weeks before are more than half a year ago', [...before(60).slice(0, 30), week(0, 0.9)]],
  ['half of the plays are not known', [...before(26), week(0, 0.9, { coverage: 0.49 })]],
  ['half of the plays before are not known', [...before(26, 0.5, { coverage: 0.49 }), week(0, 0.9)]],
  ['the axis was not known before', [...before(26, 0.5, { axis: 'valence' }), week(0, 0.9)]],
  ['the newest week is long past', [...before(30).slice(0, 28)].with(-1, week(3, 0.9))],
])('says nothing where %s', (_, weeks) => {
  expect(describeChange(weeks, CURRENT)).toBeNull();
});
