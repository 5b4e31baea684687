import { headOpinions } from './head-evidence.ts';
import { scoreTrack } from './index.ts';

const values = (heads: Parameters<typeof headOpinions>[0]) =>
  Object.fromEntries(headOpinions(heads).map(({ axis, source, value }) => [`${source} ${axis}`, value]));

test('a model that answers on the axes is read as it answers, and what is no axis is left out', () => {
  const found = headOpinions({ vibenet: { energy: 0.8, valence: 0.3, speechiness: 0.5, liveness: 0.1 } });
  expect(found).toEqual([
    { axis: 'energy', source: 'vibenet', group: 'heads', value: expect.closeTo(0.8, 9) },
    { axis: 'valence', source: 'vibenet', group: 'heads', value: expect.closeTo(0.3, 9) },
  ]);
});

test('answers at the very edge, and such as are no numbers, are not taken at their word', () => {
  expect(values({ vibenet: { energy: 1, valence: 0, danceability: Number.NaN } })).toEqual({
    'vibenet energy': expect.closeTo(0.953, 3),
    'vibenet valence': expect.closeTo(0.047, 3),
  });
});

test('MagnaTagATune: voices against none, acoustic instruments against electronic ones, fast against slow', () => {
  const song = values({ 'musicnn-mtt': { vocal: 0.6, singing: 0.5, female: 0.6, 'no vocals': 0.02, guitar: 0.3 } });
  const quartet = values({
    'musicnn-mtt': { 'no vocals': 0.3, 'no voice': 0.2, violin: 0.8, strings: 0.7, slow: 0.4, vocal: 0 },
  });
  const techno = values({ 'musicnn-mtt': { techno: 0.9, beat: 0.5, fast: 0.4, electronic: 0.7, slow: 0, violin: 0 } });
  expect(quartet['musicnn-mtt instrumentalness']!).toBeGreaterThan(song['musicnn-mtt instrumentalness']! + 0.3);
  expect(quartet['musicnn-mtt energy']).toBeUndefined();
  expect(techno['musicnn-mtt energy']!).toBeGreaterThan(0.8);
  expect(techno['musicnn-mtt acousticness']!).toBeLessThan(0.15);
});

test('models of which nothing is known are no evidence', () => {
  expect(headOpinions({ 'panns-cnn14': { Guitar: 0.9 }, clap: {} })).toEqual([]);
});

describe('the artist’s other tracks', () => {
  const loud = { features: { loudnessLufs: -6 }, modelTags: null };
  const quiet = { features: { loudnessLufs: -26 }, modelTags: null };
  const nothing = { features: null, modelTags: null, tags: [] };
  const energy = (artistTracks: (typeof loud)[]) => scoreTrack({ ...nothing, artistTracks }).energy!;

  test('say what the artist is like, where nothing else is known', () => {
    expect(energy([loud, loud]).value).toBeGreaterThan(0.8);
    expect(energy([loud, quiet]).value).toBeGreaterThan(energy([quiet]).value);
    expect(energy([loud]).sources).toMatchObject([{ source: 'artist.tracks', group: 'artist' }]);
  });

  test('say more when there are more of them, whatever their order', () => {
    const width = ({ low, high }: ReturnType<typeof energy>) => high - low;
    expect(width(energy([loud, loud, loud, loud]))).toBeLessThan(width(energy([loud])));
    expect(energy([loud, quiet, loud])).toEqual(energy([quiet, loud, loud]));
  });

  test('that nothing is known of say nothing', () => {
    expect(scoreTrack({ ...nothing, artistTracks: [{ features: null, modelTags: null }] })).toEqual({});
  });
});
