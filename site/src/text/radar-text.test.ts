import { AXIS_ORDER } from '../charts/axes.ts';
import type { AxisChanges, AxisSummary, Radar, WeekRadar } from '../data/types.ts';
import { compareAxes, comparisonOf, summariseRadar, weekYearsBefore } from './radar-text.ts';
import type { Comparison } from './radar-text.ts';
import { englishReader } from './readers.fixture.ts';

const summary = (mean: number): AxisSummary => ({
  mean,
  low: mean - 0.03,
  high: mean + 0.03,
  spread: 0.1,
  coverage: 0.9,
  ownDeviation: 0.02,
});

function radar(means: Partial<Record<keyof WeekRadar['axes'], number>>): WeekRadar {
  const axes = Object.fromEntries(
    AXIS_ORDER.map((axis) => [axis, means[axis] === undefined ? null : summary(means[axis])]),
  ) as WeekRadar['axes'];
  return { label: 'Week', isoWeek: '2026-W46', listens: 40, coverage: 0.9, inProgress: false, axes };
}

/** The week against the reference; differences of more than 0.05 are clear. */
function against(week: WeekRadar, reference: WeekRadar | null): Comparison {
  const changes = AXIS_ORDER.map((axis) => {
    const [now, then] = [week.axes[axis], reference?.axes[axis] ?? null];
    const difference = now === null || then === null ? null : now.mean - then.mean;
    return [axis, difference === null ? null : { difference, clear: Math.abs(difference) > 0.05 }];
  });
  return { week, reference, changes: reference === null ? null : (Object.fromEntries(changes) as AxisChanges) };
}

test('a difference is clear where the API says so', () => {
  const changes = compareAxes(against(radar({ energy: 0.7, valence: 0.5 }), radar({ energy: 0.5, valence: 0.46 })));
  expect(changes[0]).toMatchObject({ axis: 'energy', clear: true });
  expect(changes[0]?.difference).toBeCloseTo(0.2);
  expect(changes[1]).toMatchObject({ axis: 'valence', clear: false });
});

test('what is unknown on either side differs by nothing known', () => {
  const changes = compareAxes(against(radar({ energy: 0.7 }), radar({ valence: 0.5 })));
  expect(changes.map(({ difference }) => difference)).toEqual(Array(7).fill(null));
  expect(summariseRadar(against(radar({ energy: 0.7 }), radar({})), englishReader)).toBe(
    'Nothing is known of both on any axis yet.',
  );
});

test('a week without any score says where scores come from', () => {
  expect(summariseRadar(against(radar({}), radar({ energy: 0.5 })), englishReader)).toMatch(
    /tags of tracks and from your own audio/,
  );
});

test('the sentence names the clear differences, the largest first', () => {
  const sentence = summariseRadar(
    against(radar({ energy: 0.6, valence: 0.2 }), radar({ energy: 0.5, valence: 0.6 })),
    englishReader,
  );
  expect(sentence).toBe('More sad (valence 0.20, was 0.60) and energetic (energy 0.60, was 0.50).');
});

test('no clear difference and no reference are said as such', () => {
  expect(summariseRadar(against(radar({ energy: 0.51 }), radar({ energy: 0.5 })), englishReader)).toMatch(
    /No axis differs/,
  );
  expect(summariseRadar(against(radar({ energy: 0.51 }), null), englishReader)).toMatch(/no earlier week/);
});

test('a week stands beside what was chosen, else beside the half year before it', () => {
  const [week, baseline, compare] = [radar({ energy: 0.7 }), radar({ energy: 0.5 }), radar({ energy: 0.2 })];
  const [fromBaseline, fromCompare] = [{} as AxisChanges, {} as AxisChanges];
  const all: Radar = { week, baseline, compare, fromBaseline, fromCompare, availableWeeks: [], reason: null };
  expect(comparisonOf(all, week)).toEqual({ week, reference: compare, changes: fromCompare });
  expect(comparisonOf({ ...all, compare: null }, week).reference).toBe(baseline);
});

test('the same week of another year, where there is one', () => {
  const weeks = ['2026-W46', '2025-W46', '2024-W52'].map((isoWeek) => ({ isoWeek }));
  expect(weekYearsBefore(weeks, '2026-W46', 1)).toBe(weeks[1]);
  expect(weekYearsBefore(weeks, '2026-W46', 2)).toBeNull();
  expect(weekYearsBefore(weeks, null, 1)).toBeNull();
});
