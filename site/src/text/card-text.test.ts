import type { Card } from '../data/queries/shares.ts';
import { cardHeading, cardInWords, cardLine } from './card-text.ts';
import { americanReader } from './readers.fixture.ts';

const card: Card = {
  kind: 'week',
  title: 'Week 46, 2026',
  from: '2026-11-09',
  to: '2026-11-15',
  inProgress: false,
  name: null,
  listens: null,
  sentence: null,
  months: null,
  axes: null,
  coverage: null,
  artists: null,
  tracks: null,
};

test('names nobody who did not choose to be named', () => {
  expect(cardHeading(card)).toBe('A week in music');
  expect(cardHeading({ kind: 'year', name: 'Ana' })).toBe('Ana’s year in music');
});

test('says the days and the listens, as far as they are shown', () => {
  expect(cardLine(card, americanReader)).toBe('Nov 9 – 15, 2026');
  expect(cardLine({ ...card, listens: 1, inProgress: true }, americanReader)).toBe(
    'Nov 9 – 15, 2026 · 1 listen so far',
  );
  expect(cardLine({ ...card, kind: 'year', listens: 2846 }, americanReader)).toBe('2,846 listens');
});

test('says in words what the picture shows, and nothing that was not chosen', () => {
  expect(cardInWords(card, americanReader)).toBe('A week in music: Week 46, 2026. Nov 9 – 15, 2026.');
  const all = {
    ...card,
    sentence: 'More jazz.',
    axes: [{ axis: 'energy' as const, mean: 0.61, low: 0.5, high: 0.7 }],
    artists: [{ name: 'A & B <i>', plays: 4 }],
    tracks: [{ title: 'So What', artistCredit: 'Miles Davis', plays: 2 }],
  };
  expect(cardInWords(all, americanReader)).toBe(
    'A week in music: Week 46, 2026. Nov 9 – 15, 2026. More jazz. Energy 0.61. Most played artists: A & B <i> (4). Most played tracks: So What by Miles Davis.',
  );
});
