import type { Outliers } from '../data/queries/outliers.ts';
import { describeAxis, describeDistance, describeTag, summariseOutliers } from './outliers-text.ts';
import { englishReader } from './readers.fixture.ts';

const outliers = (found: Partial<Outliers>): Outliers => ({
  space: 'tag',
  availableSpaces: [],
  days: 90,
  tracks: 70,
  coverage: 1,
  shrinkage: 0.4,
  distances: [],
  outliers: [],
  reason: null,
  ...found,
});

test('names the track that lies farthest', () => {
  const track = { title: 'Footnote 7', artistCredit: 'MC Semicolon', distance: 2.21 } as Outliers['outliers'][number];
  expect(summariseOutliers(outliers({ outliers: [track] }), englishReader)).toBe(
    'Of the 70 tracks of the last 90 days in the tag space, “Footnote 7” by MC Semicolon lies farthest from the centre of your plays, 2.2 times as far as a play usually does.',
  );
  expect(summariseOutliers(outliers({ outliers: [{ ...track, distance: 1.1 }] }), englishReader)).toMatch(
    /^None of the 70 tracks .* lies far out: “Footnote 7” by MC Semicolon lies farthest/,
  );
  expect(summariseOutliers(outliers({}), englishReader)).toContain('None of the 70 tracks');
});

test('tells degrees, distances and tags in words', () => {
  expect(describeAxis({ axis: 'danceability', deviations: 3.1 })).toBe('far more danceable');
  expect(describeAxis({ axis: 'energy', deviations: -1.2 })).toBe('calmer');
  expect(describeAxis({ axis: 'valence', deviations: -0.4 })).toBe('a little sadder');
  expect(describeDistance(1, englishReader)).toBe('1.0 times as far as a play usually does');
  expect(describeTag({ tag: 'funky', share: 0.001 }, englishReader)).toBe('funky: on <1% of these plays');
});
