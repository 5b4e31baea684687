import type { SearchHit, SearchTerm } from '../data/queries/search.ts';
import { describeFound, describeTerm, reasonsOf } from './search-text.ts';

const term = (change: Partial<SearchTerm>): SearchTerm => ({
  ...{ text: 'calm', kind: 'tag', key: 'calm', negated: false, axes: [], tracks: 4 },
  ...change,
});

test('what was understood', () => {
  expect(describeTerm(term({ axes: [{ axis: 'energy', value: 0.12 }] }))).toBe(
    '“calm” as a tag and by scores (low energy)',
  );
  expect(describeTerm(term({ text: 'sin voz', key: 'instrumental' }))).toBe('“sin voz” as the tag “instrumental”');
  expect(describeTerm(term({ text: 'idioteque', key: 'idioteque', kind: 'word' }))).toBe('“idioteque” in names');
  expect(describeTerm(term({ negated: true }))).toBe('without “calm” as a tag');
  expect(describeTerm(term({ tracks: 0 }))).toBe('“calm” is found in no track and was left out');
  expect(describeTerm(term({ tracks: 0, negated: true }))).toBe('no track has “calm” anyway');
});

test('how much was found', () => {
  const found = (artists: number, total: number, reason: string | null = null) =>
    describeFound({
      artists: Array.from({ length: artists }, () => ({ id: '1', name: 'A', plays: 1 })),
      total,
      reason,
    });
  expect(found(0, 1)).toBe('One of your tracks');
  expect(found(0, 14)).toBe('14 of your tracks, the nearest first');
  expect(found(1, 0)).toBe('One of your artists');
  expect(found(2, 1)).toBe('2 of your artists and one of your tracks');
  expect(found(1, 14)).toBe('One of your artists and 14 of your tracks, the nearest first');
  expect(found(0, 0, 'Try others.')).toBe('Try others.');
});

test('why a track was found: each reason once, and what speaks against it', () => {
  const terms = [
    term({ axes: [{ axis: 'energy', value: 0.12 }] }),
    term({ text: 'piano', key: 'piano', negated: true }),
  ];
  const hit: SearchHit = {
    ...{ recordingId: '1', title: 'A', artistCredit: 'B', plays: 1, relevance: 0.5 },
    evidence: [
      { term: 'calm', by: 'tag', what: 'calm', strength: 0.8 },
      { term: 'calm', by: 'tag', what: 'calm', strength: 0.4 },
      { term: 'calm', by: 'score', what: 'energy', strength: 0.3 },
      { term: 'calm', by: 'related tag', what: 'ambient', strength: 0.3 },
      { term: 'piano', by: 'artist tag', what: 'piano', strength: 0.2 },
      { term: 'x', by: 'title', what: 'A', strength: 0.2 },
    ],
  };
  expect(reasonsOf(hit, terms)).toEqual([
    { text: 'tagged calm', against: false, strength: 0.8 },
    { text: 'scored calm', against: false, strength: 0.3 },
    { text: 'tagged ambient, often found beside “calm”', against: false, strength: 0.3 },
    { text: 'artist tagged piano', against: true, strength: 0.2 },
    { text: 'in the title', against: false, strength: 0.2 },
  ]);
});
