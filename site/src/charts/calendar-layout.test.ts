import { calendarGrid, cellAt, dayAt, GRID, levelBounds, levelOf, levelPaths } from './calendar-layout.ts';

test('a week is a column that begins with Monday', () => {
  expect(cellAt('2026-11-16', 0)).toEqual({ x: GRID.left, y: GRID.top });
  expect(cellAt('2026-11-16', 6)).toEqual({ x: GRID.left, y: GRID.top + 6 * GRID.pitch });
  expect(cellAt('2026-11-16', 7)).toEqual({ x: GRID.left + GRID.pitch, y: GRID.top });
  // A year begins where its first weekday lies: 2026 on a Thursday.
  expect(cellAt('2026-01-01', 0)).toEqual({ x: GRID.left, y: GRID.top + 3 * GRID.pitch });
});

test('the day at a cell is the one drawn there', () => {
  for (const day of [0, 5, 100, 364]) expect(dayAt('2026-01-01', 365, cellAt('2026-01-01', day))).toBe(day);
  expect(dayAt('2026-01-01', 365, { x: 0, y: 0 })).toBeNull();
  expect(dayAt('2026-01-01', 365, { x: GRID.left, y: GRID.top })).toBeNull();
});

test('months are named above their first day', () => {
  const { width, months } = calendarGrid('2026-11-16', 21);
  expect(width).toBe(GRID.left + 3 * GRID.pitch);
  expect(months).toEqual([{ name: 'Dec', x: GRID.left + 2 * GRID.pitch }]);
});

test('levels are the quarters of the days that have any', () => {
  const counts = [null, 0, 1, 2, 3, 4, 5, 6, 7, 8];
  const bounds = levelBounds(counts);
  expect(bounds).toEqual([3, 5, 7]);
  expect([0, 1, 2, 3, 5, 7, 100].map((count) => levelOf(count, bounds))).toEqual([0, 1, 1, 2, 3, 4, 4]);
});

test('where all days are alike they are all of the highest level', () => {
  expect(levelBounds([1, 1, 1])).toEqual([]);
  expect(levelOf(1, [])).toBe(4);
});

test('a day that is not known is drawn in no level', () => {
  expect(levelPaths('2026-11-16', [null, null])).toEqual(['', '', '', '', '']);
  expect(levelPaths('2026-11-16', [null, 0])[0]).toBe(`M33 37h11v11h-11z`);
});
