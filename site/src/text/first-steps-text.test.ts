import type { Job, Overview } from '../data/types.ts';
import { firstSteps } from './first-steps-text.ts';
import { englishReader } from './readers.fixture.ts';

const nothing = { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 };
const empty = {
  listens: { total: 0 },
  connections: [],
  audioRoots: [],
  pending: nothing,
  coverage: { audio: 0, scores: 0 },
  week: null,
} as unknown as Overview;
const states = (overview: Overview, running: readonly Job[] = []) =>
  firstSteps(overview, running, englishReader).map(({ name, state }) => `${name}: ${state}`);

test('nothing is said while nothing was brought', () => {
  expect(firstSteps(empty, [], englishReader)).toEqual([]);
});

test('an account that was just connected: its listens come, all else waits', () => {
  const connections = [{ state: 'active', backfillComplete: false }] as unknown as Overview['connections'];
  expect(states({ ...empty, connections })).toEqual([
    'Your listens arrive: under way',
    'Tracks are looked up: waiting',
    'Tracks are scored: waiting',
    'Your weeks are added up: waiting',
  ]);
});

test('work that is left says how much', () => {
  const overview = {
    ...empty,
    listens: { total: 1200 },
    audioRoots: [{}],
    pending: { ...nothing, metadata: 3, extract: 12, score: 1 },
  } as unknown as Overview;
  expect(firstSteps(overview, [], englishReader).map(({ text }) => text)).toEqual([
    '1,200 listens are here.',
    '3 look-ups left.',
    '12 files left.',
    '1 track left.',
    'Your first week stands on the overview then.',
  ]);
});

test('in the end all of it is done', () => {
  const overview = {
    ...empty,
    listens: { total: 9 },
    coverage: { audio: 0, scores: 0.95 },
    week: {},
  } as unknown as Overview;
  expect(states(overview).every((state) => state.endsWith('done'))).toBe(true);
});
