import { AXIS_ORDER } from '../charts/axes.ts';
import type { AxisSummary, WeekRadar } from '../data/types.ts';
import { compareAxes, summariseRadar } from './radar-text.ts';
import { englishReader } from './readers.fixture.ts';

const summary = (mean: number): AxisSummary => ({
  mean,
  low: mean - 0.03,
  high: mean + 0.03,
  spread: 0.1,
  coverage: 0.9,
});

function radar(means: Partial<Record<keyof WeekRadar['axes'], number>>): WeekRadar {
  const axes = Object.fromEntries(
    AXIS_ORDER.map((axis) => [axis, means[axis] === undefined ? null : summary(means[axis])]),
  ) as WeekRadar['axes'];
  return { label: 'Week', isoWeek: '2026-W46', listens: 40, coverage: 0.9, inProgress: false, axes };
}

test('a difference is clear where the intervals lie apart', () => {
  const changes = compareAxes(radar({ energy: 0.7, valence: 0.5 }), radar({ energy: 0.5, valence: 0.46 }));
  expect(changes[0]).toMatchObject({ axis: 'energy', clear: true });
  expect(changes[0]?.difference).toBeCloseTo(0.2);
  expect(changes[1]).toMatchObject({ axis: 'valence', clear: false });
});

test('what is unknown on either side differs by nothing known', () => {
  const changes = compareAxes(radar({ energy: 0.7 }), radar({ valence: 0.5 }));
  expect(changes.map(({ difference }) => difference)).toEqual(Array(7).fill(null));
  expect(summariseRadar(radar({ energy: 0.7 }), radar({}), englishReader)).toBe(
    'Nothing is known of both on any axis yet.',
  );
});

test('a week without any score says where scores come from', () => {
  expect(summariseRadar(radar({}), radar({ energy: 0.5 }), englishReader)).toMatch(
    /tags of tracks and from your own audio/,
  );
});

test('the sentence names the clear differences, the largest first', () => {
  const sentence = summariseRadar(
    radar({ energy: 0.6, valence: 0.2 }),
    radar({ energy: 0.5, valence: 0.6 }),
    englishReader,
  );
  expect(sentence).toBe('More sad (valence 0.20, was 0.60) and energetic (energy 0.60, was 0.50).');
});

test('no clear difference and no reference are said as such', () => {
  expect(summariseRadar(radar({ energy: 0.51 }), radar({ energy: 0.5 }), englishReader)).toMatch(/No axis differs/);
  expect(summariseRadar(radar({ energy: 0.51 }), null, englishReader)).toMatch(/no earlier week/);
});
