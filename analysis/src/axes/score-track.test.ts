import { AXES, scoreTrack } from './index.ts';

test('a track of which nothing is known has no score', () => {
  expect(scoreTrack({ features: null, modelTags: null, tags: [] })).toEqual({});
});

test('metal is more energetic than ambient', () => {
  const of = (tag: string) =>
    scoreTrack({ features: null, modelTags: null, tags: [{ source: 'lastfm', tag, weight: 1 }] });
  expect(of('Metal').energy!.value).toBeGreaterThan(of('ambient').energy!.value + 0.4);
  expect(Object.keys(of('metal')).sort()).toEqual([...AXES].sort());
});
