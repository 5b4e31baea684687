import fc from 'fast-check';
import type { Alert } from '../data/queries/moods.ts';
import {
  alertChange,
  alertLabel,
  alertMarks,
  alertParts,
  alertSize,
  alertTitle,
  calibrationText,
  historyText,
} from './alert-text.ts';
import { englishReader } from './readers.fixture.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const influence = (change: number) => ({ shareBefore: 0.1, shareAfter: 0.2, change });
const artist = (n: number, change: number) => ({
  artist: `Artist ${n}`,
  ...(n % 2 === 0 && { artistId: id(n) }),
  ...influence(change),
  mix: change,
  within: 0,
});
const track = (n: number, change: number) => ({
  recordingId: id(n),
  title: `Track ${n}`,
  artistCredit: `Artist ${n}`,
  ...influence(change),
});

const alert: Alert = {
  id: id(99),
  axis: 'energy',
  direction: 'down',
  found: { isoWeek: '2026-W42', weekStart: '2026-10-12' },
  since: { isoWeek: '2026-W40', weekStart: '2026-09-28' },
  size: -0.1,
  low: -0.13,
  high: -0.07,
  sentence: '',
  announced: true,
  raisedAt: '2026-10-19T06:00:00.000Z',
  dismissedAt: null,
  calibrated: false,
  before: 0.52,
  after: 0.43,
  evidence: 0.01,
  artists: [artist(1, -0.06), artist(2, -0.03), artist(3, 0.02)],
  otherArtists: { count: 4, change: -0.03 },
  tracks: [track(1, -0.05)],
  otherTracks: { count: 0, change: -0.05 },
};

test('the parts of a change sum to it, and their per cents to 100, however many are named', () => {
  for (const most of [0, 1, 2, 3, 9]) {
    const parts = alertParts(alert, 'artist', most);
    expect(parts.reduce((sum, { change }) => sum + change, 0)).toBeCloseTo(alertChange(alert), 12);
    expect(parts.reduce((sum, { percent }) => sum + percent!, 0)).toBe(100);
  }
  expect(alertParts(alert, 'artist', 2).map(({ name, percent }) => [name, percent])).toEqual([
    ['Artist 1', 67],
    ['Artist 2', 33],
    ['5 other artists', 11],
    ['Plays that moved between measured tracks and tracks scored by tags', -11],
  ]);
});

test('per cents of any parts sum to 100, or none is given where there is no change', () => {
  const part = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (changes) => {
      const total = changes.reduce((sum, change) => sum + change, 0);
      fc.pre(Math.abs(total) > 0.001);
      const artists = changes.map((change, n) => artist(n, change));
      const parts = alertParts({ ...alert, evidence: 0, artists, otherArtists: { count: 0, change: 0 } }, 'artist', 99);
      expect(parts.reduce((sum, { percent }) => sum + percent!, 0)).toBe(100);
      parts.forEach(({ percent, change }) =>
        expect(Math.abs(percent! - (100 * change) / total)).toBeLessThanOrEqual(1),
      );
    }),
    { seed: 7, numRuns: 300 },
  );
  const still = {
    ...alert,
    evidence: 0,
    artists: [artist(1, 0.1), artist(2, -0.1)],
    otherArtists: { count: 0, change: 0 },
  };
  expect(alertParts(still, 'artist', 9).map(({ percent }) => percent)).toEqual([null, null]);
});

test('artists without a page have no id; tracks say who made them; one other is one', () => {
  expect(alertParts(alert, 'artist', 2).map((part) => part.id)).toEqual([undefined, id(2), undefined, undefined]);
  expect(alertParts({ ...alert, otherTracks: { count: 1, change: -0.05 } }, 'track', 1)).toMatchObject([
    { name: 'Track 1', by: 'Artist 1', shares: [0.1, 0.2] },
    { name: 'One other track', shares: null },
    { kind: 'evidence' },
  ]);
});

test('where the means are not kept, the change is what its parts sum to', () => {
  expect(alertChange({ ...alert, before: null, after: null })).toBeCloseTo(-0.09);
});

test('says what went where, by how much and since when', () => {
  expect(alertTitle(alert)).toBe('Calmer');
  expect(alertTitle({ axis: 'valence', direction: 'up' })).toBe('Happier');
  expect(alertLabel({ ...alert, isoWeek: '2026-W42' })).toBe('Energy went down in week 42 of 2026');
  expect(alertSize(alert, englishReader)).toBe('by 0.10 (80 % interval 0.07 to 0.13)');
  expect(alertSize({ size: 0.02, low: -0.01, high: 0.05 }, englishReader)).toBe(
    'by 0.02 (80 % interval −0.01 to 0.05)',
  );
});

test('marks every alert that is not dismissed, oldest first; without accounts, what the weeks tell', () => {
  const dismissed = { ...alert, id: id(98), dismissedAt: '2026-10-20T06:00:00.000Z' };
  const older = { ...alert, id: id(97), direction: 'up' as const };
  const mark = { id: id(99), axis: 'energy' as const, direction: 'down' as const, ...alert.found };
  expect(alertMarks({ alerts: [] }, [alert, dismissed, older])).toEqual([
    { ...mark, id: id(97), direction: 'up', sinceStart: '2026-09-28' },
    { ...mark, sinceStart: '2026-09-28' },
  ]);
  expect(alertMarks({ alerts: [mark] }, null)).toEqual([{ ...mark, sinceStart: null }]);
});

test('says what an interval is worth, and why an alert came late', () => {
  expect(calibrationText({ calibrated: false })).toContain('has not been shown');
  expect(calibrationText({ calibrated: true })).toContain('were shown');
  expect(historyText({ announced: true })).toBeNull();
  expect(historyText({ announced: false })).toContain('came to light later');
});
