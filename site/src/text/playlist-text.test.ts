import {
  asPlainText,
  describeFlow,
  describeLength,
  formatLength,
  formatMinutes,
  mixtapeName,
  stepParts,
} from './playlist-text.ts';
import type { FlowTrack } from './playlist-text.ts';
import { englishReader, germanReader } from './readers.fixture.ts';

const track = (change: Partial<FlowTrack> = {}): FlowTrack => ({
  title: 'Title',
  artistCredit: 'Artist',
  durationSeconds: 200,
  energy: 0.5,
  tempoBpm: null,
  key: null,
  ...change,
});
const key = (wheel: string) => ({ name: 'C', mode: 'minor', wheel });

test('lengths', () => {
  expect([0, 59.6, 225, 3599.7, 3729].map(formatLength)).toEqual(['0:00', '1:00', '3:45', '1:00:00', '1:02:09']);
  expect([0, 2880, 3600, 4440].map(formatMinutes)).toEqual(['0 min', '48 min', '1 h', '1 h 14 min']);
});

test('an unknown length is told, never counted as none', () => {
  const length = (trackCount: number, totalSeconds: number, unknownDurations: number) =>
    describeLength({ trackCount, totalSeconds, unknownDurations }, englishReader);
  expect(length(0, 0, 0)).toBe('No tracks yet');
  expect(length(1, 180, 0)).toBe('1 track, 3 min');
  expect(length(1200, 4440, 2)).toBe('1,200 tracks, 1 h 14 min and 2 of unknown length');
  expect(length(2, 0, 2)).toBe('2 tracks, length not known');
});

test('a step says what is known of both tracks, and which part is wide', () => {
  const from = track({ tempoBpm: 120.4, key: key('6A') });
  const to = track({ tempoBpm: 64, key: key('1B'), energy: 0.2 });
  expect(stepParts(from, to, germanReader)).toEqual([
    { of: 'tempo', text: '120 → 64 BPM', wide: false },
    { of: 'key', text: '6A → 1B', wide: true },
    { of: 'energy', text: 'energy −0,30', wide: true },
  ]);
  expect(stepParts(track({ tempoBpm: 90 }), track({ tempoBpm: 128 }), englishReader)[0]?.wide).toBe(true);
  expect(stepParts(track({ key: key('12A') }), track({ key: key('1A') }), englishReader)).toEqual([
    { of: 'key', text: '12A → 1A', wide: false },
    { of: 'energy', text: 'energy the same', wide: false },
  ]);
  expect(stepParts(track({ energy: null }), track(), englishReader)).toEqual([]);
});

test('the run of energy, tempo and key in words', () => {
  expect(describeFlow([track({ energy: 0.2 }), track({ energy: null }), track({ energy: 0.6 })], englishReader)).toBe(
    'Energy begins at 0.20, ends at 0.60 and stays between 0.20 and 0.60 (known of 2 of 3). Tempo and key are known of none: they are measured from audio files.',
  );
  expect(describeFlow([track({ energy: null, tempoBpm: 99.6, key: key('1A') })], englishReader)).toBe(
    'The energy of none of these tracks is known. Tempo is known of 1: 100 BPM. The key is known of 1.',
  );
});

test('the list as plain text', () => {
  expect(asPlainText('Evening', [track(), track({ title: 'B', durationSeconds: null })])).toBe(
    'Evening\n\n1. Artist – Title (3:20)\n2. Artist – B',
  );
});

test('a mixtape is named after its week', () => {
  expect(mixtapeName({ week: '2026-W05' })).toBe('Mixtape, week 5 of 2026');
});
