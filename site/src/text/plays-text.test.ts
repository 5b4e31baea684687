import { barsOf, nameBar, summarisePlays } from './plays-text.ts';
import { englishReader } from './readers.fixture.ts';

const week = (weekStart: string, plays: number) => ({ isoWeek: '2026-W01', weekStart, inProgress: false, plays });

test('few weeks stand among the weeks before them', () => {
  const bars = barsOf([week('2026-11-16', 3)], '2026-11-16', 53);
  expect(bars).toHaveLength(12);
  expect(bars.at(-1)).toEqual({ from: '2026-11-16', to: '2026-11-16', plays: 3 });
  expect(bars[0]).toEqual({ from: '2026-08-31', to: '2026-08-31', plays: 0 });
});

test('many weeks share a bar, the last of which ends with the current week; no play is lost', () => {
  const bars = barsOf([week('2016-11-21', 2), week('2020-01-06', 5), week('2026-11-16', 1)], '2026-11-16', 53);
  expect(bars.length).toBeLessThanOrEqual(53);
  expect(bars.at(-1)?.to).toBe('2026-11-16');
  expect(bars.reduce((sum, { plays }) => sum + plays, 0)).toBe(8);
  expect(bars[0]?.plays).toBe(2);
  expect(nameBar(bars[0]!, englishReader)).toMatch(/^\d+ \w+ 2016 – \d+ \w+ 201[67]$/);
});

test('no plays, no bars', () => {
  expect(barsOf([], '2026-11-16', 53)).toEqual([]);
  const none = { total: 0, firstAt: null, latestAt: null, currentWeek: '2026-11-16', weeks: [] };
  expect(summarisePlays(none, englishReader)).toBe('You have not played it.');
});

test('a sentence', () => {
  const plays = {
    ...{
      total: 8,
      firstAt: '2024-12-01T10:00:00.000Z',
      latestAt: '2026-11-18T10:00:00.000Z',
      currentWeek: '2026-11-16',
    },
    weeks: [week('2024-11-25', 2), week('2025-03-03', 5), week('2026-11-16', 1)],
  };
  expect(summarisePlays(plays, englishReader)).toBe(
    '8 plays in 3 weeks since 1 Dec 2024. Most in one week: 5 plays, 3 – 9 Mar 2025.',
  );
});
