import type { MoodScores } from '../axes/mood-shares.ts';
import { foldNames } from './match-names.ts';
import { readQuery } from './query.ts';
import { searchTracks, type SearchResult } from './search-tracks.ts';
import type { SearchLibrary, SearchScores, TagPosting } from './library.ts';
import { tagKey } from '../axes/tag-spellings.ts';

const TRACKS = [
  ['Idioteque', 'Radiohead'],
  ['Weightless', 'Marconi Union'],
  ['Sad but True', 'Metallica'],
  ['Dance Floor', 'Kite Engine'],
  ['Lento', 'Ashwood Lane'],
  ['With or Without You', 'U2'],
] as const;

const posting = (tag: string, weights: Readonly<Record<number, number>>): TagPosting => ({
  tag,
  key: tagKey(tag),
  holders: Int32Array.from(Object.keys(weights), Number),
  weights: Float32Array.from(Object.values(weights)),
});
const library: SearchLibrary = {
  tracks: TRACKS.map(([title, artistCredit], i) => ({ recordingId: `t${i}`, title, artistCredit, plays: i })),
  tracksOf: TRACKS.map((_, i) => [i]),
  ofTracks: [
    posting('Electronic', { 0: 1, 3: 0.8 }),
    posting('ambient', { 1: 1 }),
    posting('thrash metal', { 2: 1 }),
    posting('triste', { 4: 1 }),
    posting('not sad', { 3: 0.5 }),
    posting('piano', { 4: 0.5, 1: 0.4 }),
  ],
  ofArtists: [posting('rock', { 0: 1, 5: 1 })],
  ofModels: [posting('female vocalists', { 3: 0.7 })],
};
const sure = (value: number) => ({ value, low: Math.max(0, value - 0.05), high: Math.min(1, value + 0.05) });
const SCORES: SearchScores = [
  { energy: sure(0.7), valence: sure(0.4), instrumentalness: sure(0.1) },
  { energy: sure(0.1), valence: sure(0.5), instrumentalness: sure(0.95) },
  { energy: sure(0.95), valence: sure(0.2), instrumentalness: sure(0.05) },
  { energy: sure(0.85), valence: sure(0.8), instrumentalness: sure(0.4) },
  { energy: sure(0.15), valence: sure(0.2), instrumentalness: sure(0.3) },
  null,
] satisfies (MoodScores | null)[];

function search(text: string, { scores = SCORES, within = library } = {}): SearchResult & { titles: string[] } {
  const names = foldNames(within.tracks);
  const keys = new Set([...within.ofTracks, ...within.ofArtists, ...within.ofModels].map(({ key }) => key));
  const query = readQuery(text, {
    hasTag: (key) => keys.has(key),
    hasName: (word) => names.hasWord(word),
    tags: () => keys,
  });
  const result = searchTracks(query, { library: within, scores, names }, 10);
  return { ...result, titles: result.hits.map(({ title }) => title) };
}

test('a tag is found in its spellings, as a kind and in other languages; an artist’s counts less', () => {
  expect(search('electronic').titles.slice(0, 2)).toEqual(['Idioteque', 'Dance Floor']);
  expect(search('metal').hits[0]).toMatchObject({
    title: 'Sad but True',
    evidence: [{ term: 'metal', by: 'tag', what: 'thrash metal', strength: 0.75 }],
  });
  expect(search('sad').titles[0]).toBe('Lento');
  const rock = search('rock');
  expect(rock.hits.map(({ relevance }) => relevance)).toEqual([expect.closeTo(0.4, 6), expect.closeTo(0.4, 6)]);
});

test('words for axes are found by scores, and say so', () => {
  const { hits } = search('energetic');
  expect(hits[0]!.title).toBe('Sad but True');
  expect(hits[0]!.evidence).toEqual([
    { term: 'energetic', by: 'score', what: 'energy', strength: expect.closeTo(0.71, 2) as number },
  ]);
  expect(search('calm').titles.slice(0, 2).sort()).toEqual(['Lento', 'Weightless']);
});

test('all words of a query count together', () => {
  expect(search('calm instrumental').titles[0]).toBe('Weightless');
  expect(search('calm without vocals').titles[0]).toBe('Weightless');
  expect(search('sad piano').titles[0]).toBe('Lento');
});

test('a denied tag puts back what has it, and half of what is not known', () => {
  expect(search('not sad').titles).toEqual(expect.arrayContaining(['Dance Floor', 'Weightless']));
  expect(search('not sad').titles).not.toContain('Lento');
  expect(search('electronic not energetic').titles[0]).toBe('Idioteque');
  const [unknown] = search('rock not energetic').hits.filter(({ title }) => title === 'With or Without You');
  expect(unknown!.relevance).toBeCloseTo(0.2, 6);
});

test('names are found by their words and their beginnings, and as a whole', () => {
  expect(search('radiohead').hits[0]).toMatchObject({ title: 'Idioteque', relevance: 1 });
  expect(search('weight').titles).toEqual(['Weightless']);
  expect(search('with or without you').hits[0]).toMatchObject({ title: 'With or Without You', relevance: 1 });
  expect(search('ashwood piano').titles[0]).toBe('Lento');
  expect(search('piano not ashwood').titles[0]).toBe('Weightless');
});

test('a slip is read as the tag that it is near; what is nowhere is left out of the ranking', () => {
  const { hits, found } = search('ambiant qwertz');
  expect(found).toEqual([1, 0]);
  expect(hits[0]!.title).toBe('Weightless');
  expect(search('qwertz').hits).toEqual([]);
  expect(search('').hits).toEqual([]);
});

test('tags that keep company with a tag are found after it', () => {
  const many = Array.from({ length: 12 }, (_, i) => ({
    recordingId: `m${i}`,
    title: `M${i}`,
    artistCredit: 'X',
    plays: 1,
  }));
  const weights = (from: number, to: number) => Object.fromEntries(many.slice(from, to).map((_, i) => [from + i, 1]));
  const within: SearchLibrary = {
    ...{ tracks: many, tracksOf: [], ofArtists: [], ofModels: [] },
    ofTracks: [
      posting('shoegaze', weights(0, 6)),
      posting('dream pop', weights(1, 8)),
      posting('techno', weights(7, 12)),
    ],
  };
  const { titles, hits } = search('shoegaze', { within, scores: [] });
  expect(titles).toEqual(['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7']);
  expect(hits[6]!.evidence).toMatchObject([{ by: 'related tag', what: 'dream pop' }]);
});

test('the order in which tracks and tags are given changes nothing', () => {
  const order = [3, 1, 5, 0, 4, 2];
  const moved = (tags: readonly TagPosting[]) =>
    tags
      .map(({ holders, ...rest }) => ({ ...rest, holders: holders.map((holder) => order.indexOf(holder)) }))
      .reverse();
  const within: SearchLibrary = {
    tracks: order.map((i) => library.tracks[i]!),
    tracksOf: TRACKS.map((_, i) => [i]),
    ofTracks: moved(library.ofTracks),
    ofArtists: moved(library.ofArtists),
    ofModels: moved(library.ofModels),
  };
  for (const text of ['calm', 'sad piano', 'electronic not sad', 'rock'])
    expect(search(text, { within, scores: order.map((i) => SCORES[i]!) }).hits).toEqual(search(text).hits);
});
