import fc from 'fast-check';
import { GROUP_CAP } from './fuse.ts';
import { AXES, scoreTrack, TAG_AXES, tagKey, type AxisFeatures, type GivenTag, type TrackScores } from './index.ts';

const tagged = (tags: Record<string, number>, source = 'lastfm'): TrackScores =>
  scoreTrack({
    features: null,
    modelTags: null,
    tags: Object.entries(tags).map(([tag, weight]) => ({ source, tag, weight })),
  });
const measured = (features: AxisFeatures): TrackScores => scoreTrack({ features, modelTags: null, tags: [] });
const width = (scores: TrackScores, axis: 'energy' | 'brightness' | 'danceability') =>
  scores[axis]!.high - scores[axis]!.low;

const typical: AxisFeatures = {
  tempoBpm: 120,
  pulseClarity: 0.4,
  mode: 'major',
  keyConfidence: 0.1,
  loudnessLufs: -12,
  dynamicRangeDb: 14,
  spectralCentroidHz: 2000,
  spectralRolloffHz: 4000,
  spectralFlatness: 0.01,
  onsetRateHz: 3,
  percussiveRatio: 0.2,
  pump: 0.1,
};

const anyTag: fc.Arbitrary<GivenTag> = fc.record({
  source: fc.constantFrom('lastfm', 'musicbrainz', 'listenbrainz', 'demo'),
  tag: fc.oneof(fc.constantFrom(...TAG_AXES.keys()), fc.string()),
  weight: fc.double({ min: 0, max: 1, noNaN: true }),
  of: fc.constantFrom('recording' as const, 'artist' as const),
});
const anyFeatures = fc.record(
  Object.fromEntries(
    Object.keys(typical).map((name) => [
      name,
      name === 'mode' ? fc.constantFrom('major', 'minor', null) : fc.option(fc.double()),
    ]),
  ),
) as fc.Arbitrary<AxisFeatures>;

describe('without evidence there is no score', () => {
  test('on a track of which nothing is known', () => expect(tagged({})).toEqual({}));
  test('from tags that are about the listener', () => expect(tagged({ 'seen live': 1, favourites: 1 })).toEqual({}));
  test('from tags of no weight', () => expect(tagged({ metal: 0 })).toEqual({}));
  test('on the axes that a tag is silent about', () =>
    expect(Object.keys(tagged({ instrumental: 1 }))).toEqual(['instrumentalness']));
  test('from features that could not be measured', () => {
    expect(measured({ tempoBpm: null, pump: null, mode: null, spectralCentroidHz: 0 })).toEqual({});
  });
});

describe('tags', () => {
  test.each([
    ['energy', 'death metal', 'ambient'],
    ['valence', 'happy', 'sad'],
    ['danceability', 'house', 'drone'],
    ['pumpiness', 'french house', 'folk'],
    ['acousticness', 'solo piano', 'techno'],
    ['instrumentalness', 'classical', 'rap'],
    ['brightness', 'noise', 'dub'],
  ] as const)('on %s, %s is above %s', (axis, more, less) => {
    expect(tagged({ [more]: 1 })[axis]!.value).toBeGreaterThan(tagged({ [less]: 1 })[axis]!.value + 0.3);
  });

  test('are known in every common spelling', () => {
    expect(tagKey('Hip-Hop')).toBe('hip hop');
    expect(tagged({ 'R&B': 1 })).toEqual(tagged({ rnb: 1 }));
    expect(tagged({ Drum_n_Bass: 1 })).toEqual(tagged({ 'drum and bass': 1 }));
  });

  test('of the table are in the form they are looked up by, within the axes, and many', () => {
    for (const [tag, says] of TAG_AXES) {
      expect(tagKey(tag)).toBe(tag);
      for (const value of Object.values(says)) expect(value > 0 && value < 1).toBe(true);
    }
    expect(TAG_AXES.size).toBeGreaterThan(200);
  });

  test('of the artist say less than the track’s own', () => {
    const artist = scoreTrack({
      features: null,
      modelTags: null,
      tags: [{ source: 'lastfm', tag: 'metal', weight: 1, of: 'artist' }],
    });
    expect(width(artist, 'energy')).toBeGreaterThan(width(tagged({ metal: 1 }), 'energy'));
  });

  test('from musicnn and Last.fm together are surer than the better one, and at most one and a half times as sure', () => {
    const alone = (modelTags: Record<string, number> | null, tags: readonly GivenTag[]) =>
      scoreTrack({ features: null, modelTags, tags }).energy!;
    const given = [{ source: 'lastfm', tag: 'rock', weight: 1 }];
    const precision = ({ low, high }: ReturnType<typeof alone>) =>
      1 / (Math.log(high / (1 - high)) - Math.log(low / (1 - low))) ** 2;
    const [model, tags, both] = [alone({ rock: 1 }, []), alone(null, given), alone({ rock: 1 }, given)].map(precision);
    expect(both! / Math.max(model!, tags!)).toBeGreaterThan(1);
    expect(both! / Math.max(model!, tags!)).toBeLessThanOrEqual(GROUP_CAP);
  });
});

describe('sound', () => {
  test.each([
    ['energy', 'loudnessLufs', -30, -6],
    ['energy', 'onsetRateHz', 0.5, 8],
    ['energy', 'spectralFlatness', 0.001, 0.05],
    ['brightness', 'spectralCentroidHz', 800, 5000],
    ['brightness', 'spectralRolloffHz', 1500, 9000],
    ['danceability', 'percussiveRatio', 0.01, 0.6],
    ['danceability', 'pulseClarity', 0, 0.9],
    ['pumpiness', 'pump', 0, 0.6],
  ] as const)('%s rises with %s all the way', (axis, feature, from, to) => {
    const values = Array.from(
      { length: 9 },
      (_, i) => measured({ ...typical, [feature]: from + ((to - from) * i) / 8 })[axis]!.value,
    );
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(values.at(-1)!).toBeGreaterThan(values[0]!);
  });

  test('with tags is surer than tags alone', () => {
    const tags = [{ source: 'lastfm', tag: 'rock', weight: 1 }];
    const withSound = scoreTrack({ features: typical, modelTags: { rock: 0.9 }, tags });
    for (const axis of ['energy', 'brightness', 'danceability'] as const) {
      expect(width(withSound, axis)).toBeLessThan(width(tagged({ rock: 1 }), axis));
    }
  });

  test('that contradicts the tags widens the interval', () => {
    const tags = [{ source: 'lastfm', tag: 'ambient', weight: 1 }];
    const agreeing = scoreTrack({ features: { loudnessLufs: -24 }, modelTags: null, tags });
    const loud = scoreTrack({ features: { loudnessLufs: -2 }, modelTags: null, tags });
    expect(width(loud, 'energy')).toBeGreaterThan(width(agreeing, 'energy'));
  });
});

test('a label moves the score towards itself and says so', () => {
  const without = tagged({ rock: 1 });
  const labelled = scoreTrack({
    features: null,
    modelTags: null,
    tags: [{ source: 'lastfm', tag: 'rock', weight: 1 }],
    labels: [{ axis: 'energy', value: 0.2 }],
  });
  expect(labelled.energy!.value).toBeLessThan(without.energy!.value - 0.2);
  expect(labelled.energy!.sources[0]).toMatchObject({ source: 'label', group: 'listener' });
  expect(labelled.valence).toEqual(without.valence);
});

test('whatever the evidence: bounded values inside their intervals, shares that sum to one, and no order of tags matters', () => {
  fc.assert(
    fc.property(
      fc.option(anyFeatures),
      fc.option(
        fc.dictionary(fc.constantFrom('rock', 'ambient', 'Hip-Hop', '90s'), fc.double({ min: 0, max: 1, noNaN: true })),
      ),
      fc.array(anyTag, { maxLength: 12 }),
      (features, modelTags, tags) => {
        const scores = scoreTrack({ features, modelTags, tags });
        for (const axis of AXES) {
          const score = scores[axis];
          if (score === undefined) continue;
          expect(0 < score.low && score.low <= score.value && score.value <= score.high && score.high < 1).toBe(true);
          expect(score.sources.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        }
        expect(scoreTrack({ features, modelTags, tags: tags.toReversed() })).toEqual(scores);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
