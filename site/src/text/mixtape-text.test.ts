import type { Mixtape } from '../data/queries/mixtape.ts';
import { readWish, wishParameters } from '../data/queries/mixtape.ts';
import { describeLeftOut, describeMaking, withoutPaths } from './mixtape-text.ts';
import { englishReader } from './readers.fixture.ts';

const mixtape = (change: Partial<Mixtape>) =>
  ({
    weeks: ['2026-W46'],
    tracks: Array(15).fill({}),
    cluster: { tracks: 41, plays: 78, share: 0.59, clusters: 3 },
    ...change,
  }) as Mixtape;

test('what it is made of', () => {
  expect(describeMaking(mixtape({}), englishReader)).toBe(
    'From Week 46: 15 tracks that stand for the most played of 3 clusters of alike tracks, 41 tracks with 59% of the plays.',
  );
  const spread = {
    cluster: { tracks: 20, plays: 30, share: 1, clusters: 0 },
    weeks: ['2026-W45', '2026-W46', '2026-W47'],
  };
  expect(describeMaking(mixtape(spread), englishReader)).toBe(
    'From 3 weeks: 15 tracks that stand for the 20 tracks you played. They are spread evenly, so all count as one cluster.',
  );
  expect(describeMaking(mixtape({ cluster: null }), englishReader)).toBe('');
});

test('what is left out, by the reasons that hold', () => {
  const leftOut = { notOnMap: 1, unfitLength: 0, otherClusters: 38, betweenClusters: 0, notChosen: 0 };
  expect(describeLeftOut({ leftOut }, englishReader)).toEqual([
    '38 tracks in another cluster',
    '1 track not on the map, for want of tags or audio',
  ]);
});

test('paths of the API are not for people', () => {
  expect(withoutPaths('There is no map yet. GET /api/v1/dashboard/trajectory says why.')).toBe('There is no map yet.');
  expect(withoutPaths(null)).toContain('on a map yet');
});

test('a wish goes into the address and comes back; what does not fit is left to its default', () => {
  const wish = { week: '2026-W46', space: 'tag', seed: 7, minutes: 90 } as const;
  const parameters = new URLSearchParams(wishParameters(wish) as Record<string, string>);
  expect(readWish(parameters)).toEqual(wish);
  const defaults = { week: null, space: null, seed: 1, minutes: 75 };
  expect(readWish(new URLSearchParams('week=<b>&space=heard&seed=-1&minutes=600'))).toEqual(defaults);
  expect(Object.values(wishParameters(defaults)).every((value) => value === undefined)).toBe(true);
});
