import { familiesOf, summariseSources } from './sources-text.ts';
import { englishReader } from './readers.fixture.ts';

const source = (name: string, group: string, weight: number) => ({
  ...{ source: name, group, weight },
  value: 0.5,
  calibrated: false,
});
const mixed = [
  source('signal.onsets', 'signal', 0.4),
  source('signal.loudness', 'signal', 0.25),
  source('lastfm', 'folksonomy', 0.2),
  source('musicnn', 'folksonomy', 0.1),
  source('lastfm.artist', 'folksonomy', 0.05),
  source('signal.mode', 'signal', 0),
];

test('families by their shares, with their parts; what has no share is left out', () => {
  expect(
    familiesOf(mixed).map(({ family, share, parts }) => [family, share.toFixed(2), parts.map(({ name }) => name)]),
  ).toEqual([
    ['sound', '0.65', ['how often something begins', 'loudness']],
    ['tags', '0.20', ['Last.fm']],
    ['model', '0.10', ['musicnn’s tags']],
    ['artist-tags', '0.05', ['Last.fm']],
  ]);
});

test('a sentence', () => {
  expect(summariseSources(mixed, englishReader)).toBe(
    'Mostly the measured sound (65%), then tags (20%), a model that listened (10%) and tags of the artist (5%).',
  );
  expect(summariseSources([source('listenbrainz', 'musicbrainz', 1)], englishReader)).toBe('Tags alone.');
  expect(
    summariseSources(
      [source('label', 'listener', 0.55), source('acousticbrainz.happy', 'acousticbrainz', 0.45)],
      englishReader,
    ),
  ).toBe('Your own labels (55%), then AcousticBrainz (45%).');
  expect(summariseSources([], englishReader)).toBe('No source is named.');
});

test('a source nobody knew of is still named', () => {
  expect(familiesOf([source('vibenet', 'heads', 0.5), source('new', 'newer', 0.5)])).toMatchObject([
    { family: 'model', parts: [{ name: 'vibenet' }] },
    { family: 'other', parts: [{ name: 'new' }] },
  ]);
});
