import type { YearReview } from '../data/queries/year.ts';
import { americanReader } from './readers.fixture.ts';
import { hoursText, monthsSentence, yearSentence } from './year-text.ts';

const review = { year: 2026, inProgress: false, listens: 2846, tracks: 214, artists: 1 } as YearReview;

test('the first year of a history calls nothing new', () => {
  expect(yearSentence({ ...review, newArtists: null, newTracks: null }, americanReader)).toBe(
    '2,846 listens of 214 tracks by 1 artist in 2026. Your history begins in this year, so that all of it was new.',
  );
  expect(yearSentence({ ...review, inProgress: true, newArtists: 3, newTracks: 1 }, americanReader)).toBe(
    '2,846 listens of 214 tracks by 1 artist in 2026 so far. New to you: 3 artists and 1 track.',
  );
});

test('months that are not known are not the quietest', () => {
  const months = [null, null, 40, 12, null, null, null, null, null, null, null, null];
  expect(monthsSentence({ months, inProgress: false }, americanReader)).toBe('Most in Mar (40), fewest in Apr (12).');
  expect(monthsSentence({ months, inProgress: true }, americanReader)).toBe('Most in Mar (40).');
  expect(monthsSentence({ months: Array<number | null>(12).fill(null), inProgress: true }, americanReader)).toBe(
    'No month is known.',
  );
});

test('hours are said where most plays have a length', () => {
  expect(hoursText({ ...review, hours: 186.4, hoursCoverage: 0.97 }, americanReader)).toBe('186 hours');
  expect(hoursText({ ...review, hours: 3.26, hoursCoverage: 0.97 }, americanReader)).toBe('3.3 hours');
  expect(hoursText({ ...review, hours: 186.4, hoursCoverage: 0.3 }, americanReader)).toBeNull();
});
