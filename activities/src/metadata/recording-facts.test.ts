import { metadataEntry } from '../listenbrainz/answers.ts';
import { factsFromListenBrainz, factsFromMusicBrainz, weighTags } from './recording-facts.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('weighTags', () => {
  test('the strongest is 1; spellings are one; what was voted down is left out', () => {
    expect(
      weighTags([
        { name: 'Trip Hop', count: 8 },
        { name: 'trip hop ', count: 3 },
        { name: 'electronic', count: 4 },
        { name: 'bad', count: -1 },
        { name: '', count: 9 },
      ]),
    ).toEqual([
      { tag: 'trip hop', weight: 1 },
      { tag: 'electronic', weight: 0.5 },
    ]);
    expect(weighTags([])).toEqual([]);
  });
});

test('ListenBrainz: a whole entry, and one of which almost nothing is known', () => {
  const entry = metadataEntry.parse({
    recording: { name: 'Strangers', length: 237_000.4, rels: [] },
    artist: { name: 'Portishead', artists: [{ artist_mbid: id(1), name: 'Portishead', join_phrase: '' }] },
    release: { mbid: id(2), name: 'Dummy', year: 1994, caa_id: 1 },
    tag: {
      recording: [{ tag: 'trip hop', count: 8 }],
      artist: [
        { tag: 'british', count: 2, artist_mbid: id(1) },
        { tag: 'bristol', count: 4 },
      ],
      release_group: [],
    },
  });
  expect(factsFromListenBrainz(entry)).toMatchObject({
    title: 'Strangers',
    artistCredit: 'Portishead',
    durationMs: 237_000,
    release: { mbid: id(2), title: 'Dummy', releasedOn: '1994' },
    tags: [{ tag: 'trip hop', weight: 1 }],
    artistTags: [
      { artistMbid: id(1), tag: 'bristol', weight: 1 },
      { artistMbid: id(1), tag: 'british', weight: 0.5 },
    ],
  });
  expect(factsFromListenBrainz(metadataEntry.parse({ recording: { rels: [] }, release: {}, tag: {} }))).toMatchObject({
    title: null,
    durationMs: null,
    release: null,
    artists: [],
    tags: [],
  });
});

test('MusicBrainz: credit with join phrases, the first official release, ISRCs without dashes', () => {
  const facts = factsFromMusicBrainz({
    id: id(9),
    title: 'Under Pressure',
    length: null,
    isrcs: ['GB-UM7-11-00001', 'gbum71100001', 'nonsense'],
    tags: [{ name: 'rock', count: 3 }],
    'artist-credit': [
      { name: 'Queen', joinphrase: ' & ', artist: { id: id(1), name: 'Queen' } },
      { name: 'David Bowie', artist: { id: id(2), name: 'David Bowie', tags: [{ name: 'glam', count: 1 }] } },
    ],
    releases: [
      { id: id(5), title: 'Bootleg', status: 'Bootleg', date: '1979' },
      { id: id(4), title: 'Greatest Hits', status: 'Official', date: '1991-10-28' },
      { id: id(3), title: 'Hot Space', status: 'Official', date: '1982-05-21' },
      { id: id(6), title: 'Undated', status: 'Official', date: '' },
    ],
  });
  expect(facts).toMatchObject({
    artistCredit: 'Queen & David Bowie',
    durationMs: null,
    isrcs: ['GBUM71100001'],
    release: { title: 'Hot Space', releasedOn: '1982-05-21' },
  });
  expect(facts.artists.map(({ joinPhrase }) => joinPhrase)).toEqual([' & ', '']);
});
