import { FURTHER_PAGES, NAVIGATION } from '../layouts/navigation.ts';
import { findPages } from './find-pages.ts';
import { stepFrom } from './step-from.ts';

const found = (query: string) => findPages(query).map(({ path }) => path);

test('without a word every page is offered, in the order of the navigation', () => {
  const pages = [...NAVIGATION.flatMap((group) => group.destinations), ...FURTHER_PAGES];
  expect(found('')).toEqual(pages.map(({ path }) => path));
});

test.each([
  ['traj', '/trajectory'],
  ['YEAR rev', '/year'],
  ['upload', '/imports'],
  ['delete account', '/settings'],
  ['playlist', '/playlists'],
])('%s finds %s first', (query, path) => {
  expect(found(query)[0]).toBe(path);
});

test('what no page begins with finds none', () => {
  expect(found('aphex')).toEqual([]);
});

describe('a step through the weeks', () => {
  const weeks = ['2026-W45', '2026-W46', '2026-W47'].map((isoWeek) => ({ isoWeek }));
  const step = (from: string | null, by: number) => stepFrom(weeks, from, by)?.isoWeek ?? null;

  test('goes as far as there are weeks', () => {
    expect(step('2026-W46', 1)).toBe('2026-W47');
    expect(step('2026-W47', 1)).toBeNull();
    expect(step('2026-W47', -4)).toBe('2026-W45');
  });

  test('begins at the newest where none is chosen, or one that is not among them', () => {
    expect(step(null, -1)).toBe('2026-W46');
    expect(step('2020-W01', -1)).toBe('2026-W46');
    expect(stepFrom([], null, -1)).toBeNull();
  });
});
