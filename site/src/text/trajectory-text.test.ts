import type { ColoredWeek } from '../charts/weeks-on-axis.ts';
import type { Trajectory } from '../data/types.ts';
import {
  announceLayout,
  describeWeek,
  followsDirectly,
  longestStep,
  summariseAxis,
  summariseTrajectory,
  tellLeftOut,
  weekToShow,
} from './trajectory-text.ts';
import { englishReader } from './readers.fixture.ts';

const week = (number: number, weekStart: string, change: Partial<ColoredWeek> = {}): ColoredWeek => ({
  isoWeek: `2026-W${number}`,
  weekStart,
  inProgress: false,
  x: 0,
  y: 0,
  spreadX: 1,
  spreadY: 1,
  plays: 10,
  coverage: 0.8,
  energy: { mean: 0.6, low: 0.55, high: 0.65, spread: 0.1, coverage: 0.8, ownDeviation: 0.02 },
  value: { mean: 0.6, low: 0.55, high: 0.65, spread: 0.1, coverage: 0.8, ownDeviation: 0.02 },
  momentum: null,
  topTracks: [],
  ...change,
});

const weeks = [
  week(44, '2026-10-26'),
  week(45, '2026-11-02', { x: 3 }),
  week(47, '2026-11-16', { x: 4, inProgress: true }),
];

test('a week in a sentence tells its numbers, its interval and what they rest on', () => {
  expect(describeWeek(weeks[0]!, 'energy', englishReader)).toBe(
    'Week 44, 26 Oct – 1 Nov 2026: 10 plays, energy 0.60 (0.55 to 0.65), rests on 80% of plays.',
  );
  expect(
    describeWeek(week(44, '2026-10-26', { value: null, plays: 1, inProgress: true }), 'energy', englishReader),
  ).toBe('Week 44, 26 Oct – 1 Nov 2026, still in progress: 1 play, energy not known, rests on 80% of plays.');
});

test('the longest step is found; one week has none', () => {
  expect(longestStep(weeks)?.to.isoWeek).toBe('2026-W45');
  expect(longestStep(weeks.slice(0, 1))).toBeNull();
});

test('a silent week between two is noticed', () => {
  expect(followsDirectly(weeks[0]!, weeks[1]!)).toBe(true);
  expect(followsDirectly(weeks[1]!, weeks[2]!)).toBe(false);
});

test('the week asked for is shown, else the newest complete one', () => {
  expect(weekToShow(weeks, '2026-W44')?.isoWeek).toBe('2026-W44');
  expect(weekToShow(weeks, '1999-W01')?.isoWeek).toBe('2026-W45');
  expect(weekToShow(weeks.slice(2), null)?.isoWeek).toBe('2026-W47');
  expect(weekToShow([], null)).toBeNull();
});

test('no step is named between weeks that lie on one another', () => {
  const alike = [week(44, '2026-10-26'), week(45, '2026-11-02', { x: 0.3 })];
  const trajectory = { space: 'tag', weeks: alike, coverage: 1 } as unknown as Trajectory;
  expect(summariseTrajectory(trajectory, 0, englishReader)).toBe(
    "2 weeks over 0 tracks in the tag space, resting on 100% of the plays. The weeks lie close together: no step between them is long beside how far a week's plays reach.",
  );
});

test('the map is summed up with its coverage', () => {
  const trajectory = { space: 'tag', weeks, coverage: 0.94 } as unknown as Trajectory;
  expect(summariseTrajectory(trajectory, 0, englishReader)).toBe(
    '3 weeks over 0 tracks in the tag space, resting on 94% of the plays. The longest step was from Week 44 to Week 45 (2 – 8 Nov 2026).',
  );
  expect(summariseTrajectory({ ...trajectory, weeks: [] }, 0, englishReader)).toBe('No week is on the map yet.');
});

test('the weeks on an axis: the lowest and the highest, unless that is within their uncertainty', () => {
  const at = (mean: number) => ({
    mean,
    low: mean - 0.05,
    high: mean + 0.05,
    spread: 0.1,
    coverage: 1,
    ownDeviation: 0.02,
  });
  const three = [0.3, 0.8, 0.5].map((mean, index) => ({ ...weeks[index]!, value: at(mean) }));
  expect(summariseAxis(three, 'valence', englishReader)).toBe(
    'Valence was lowest in Week 44 (0.30, 0.25 to 0.35) and highest in Week 45 (0.80, 0.75 to 0.85).',
  );
  const alike = [0.5, 0.58].map((mean, index) => ({ ...weeks[index]!, value: at(mean) }));
  expect(summariseAxis(alike, 'energy', englishReader)).toBe(
    'Energy ran from 0.50 to 0.58, less than each week’s own uncertainty; whether two weeks differ, their radar tells.',
  );
  expect(summariseAxis([{ ...weeks[0]!, value: null }], 'energy', englishReader)).toBeNull();
});

test('tracks that are not drawn are told of', () => {
  expect(tellLeftOut({ heard: 120_000, count: 100_000 }, englishReader)).toBe(
    'Drawn are the 100,000 most played of 120,000 tracks.',
  );
  expect(tellLeftOut({ heard: 900, count: 500 }, englishReader)).toBeNull();
  expect(tellLeftOut(null, englishReader)).toBeNull();
});

test('a layout that moved what a listener knew is announced, another one is not', () => {
  const map = {
    id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a12',
    version: 3,
    trackCount: 500,
    publishedAt: '2026-11-18T20:10:00.000Z',
    laidOutAt: '2026-11-02T12:00:00.000Z',
    moved: 0.14,
    announced: true,
  };
  expect(announceLayout(map, englishReader)).toBe(
    'The map was laid out anew on 2 Nov 2026: half of the tracks moved by more than 14% of its width. Weeks lie elsewhere than before.',
  );
  expect(announceLayout({ ...map, moved: null, laidOutAt: null }, englishReader)).toBe(
    'The map was laid out anew. Weeks lie elsewhere than before.',
  );
  expect(announceLayout({ ...map, announced: false }, englishReader)).toBeNull();
  expect(announceLayout(null, englishReader)).toBeNull();
});
