import { chooseMomenta, momentumOf } from './momentum.ts';
import type { WeekMomentum } from '../queries/week-momenta.ts';

interface Given {
  momentum?: number | null;
  model?: string;
}
const at = (
  space: 'audio' | 'tag',
  weekStart: string,
  coverage: number,
  { momentum = 0.2, model = 'm' }: Given = {},
): WeekMomentum => ({
  space,
  model,
  weekStart,
  momentum,
  coverage,
});

test.each([
  ['audio where it covers enough', [at('audio', '2026-11-16', 0.5), at('tag', '2026-11-16', 0.9)], 'audio'],
  ['tags where audio covers too little', [at('audio', '2026-11-16', 0.4), at('tag', '2026-11-16', 0.9)], 'tag'],
  ['audio where tags cover still less', [at('audio', '2026-11-16', 0.4), at('tag', '2026-11-16', 0.3)], 'audio'],
  ['what has the newest week', [at('audio', '2026-11-09', 1), at('tag', '2026-11-16', 0.1)], 'tag'],
] as const)('chooses %s', (_, momenta, space) => {
  expect(new Set(chooseMomenta(momenta).map((one) => one.space))).toEqual(new Set([space]));
});

test('never mixes models', () => {
  const chosen = chooseMomenta([
    at('audio', '2026-11-16', 0.6, { model: 'b' }),
    at('audio', '2026-11-09', 0.6, { model: 'b' }),
    at('audio', '2026-11-16', 0.6, { model: 'a' }),
  ]);
  expect(chosen.map(({ model }) => model)).toEqual(['a']);
});

test('nothing where there is nothing', () => {
  expect(chooseMomenta([])).toEqual([]);
  expect(momentumOf([], '2026-11-16')).toBeNull();
  expect(momentumOf([at('tag', '2026-11-16', 1, { momentum: null })], '2026-11-16')).toBeNull();
});

test('a week against the mean of the 26 before it', () => {
  const series = [
    at('tag', '2026-05-11', 1, { momentum: 9 }),
    at('tag', '2026-05-18', 1, { momentum: 0.1 }),
    at('tag', '2026-11-09', 1, { momentum: 0.3 }),
    at('tag', '2026-11-16', 0.9, { momentum: 0.5 }),
  ];
  expect(momentumOf(series, '2026-11-16')).toEqual({ value: 0.5, baseline26Weeks: 0.2, space: 'tag', coverage: 0.9 });
  expect(momentumOf(series.slice(0, 1), '2026-05-11')).toMatchObject({ baseline26Weeks: null });
});
