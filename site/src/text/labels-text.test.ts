import type { AxisCalibration, Label, LabelEffect } from '../data/queries/labels.ts';
import { describeCalibration, describeEffect, describeHearing, describeLabel } from './labels-text.ts';
import { englishReader } from './readers.fixture.ts';

const track = (title: string, from: number | null, to: number | null) => ({
  recordingId: title,
  artistCredit: 'Somebody',
  ...{ title, from, to },
});
const effect = (
  tracks: LabelEffect['tracks'],
  moved = 0,
  meanChange: number | null = null,
  weeks = 0,
): LabelEffect => ({
  tracks,
  others: { moved, meanChange },
  weeks,
});
const say = (told: LabelEffect) => describeEffect(told, 'energy', englishReader);

test('what a label changed: its track, the others, the weeks', () => {
  expect(say(effect([track('Idioteque', 0.25, 0.712)], 41, 0.018, 104))).toBe(
    'The energy of “Idioteque” moves from about 0.25 to about 0.71. 41 other tracks move with it; over your plays the mean changes by +0.02. 104 weeks are added up anew.',
  );
  expect(say(effect([track('A', null, 0.8)], 1, 0.001, 1))).toBe(
    '“A” now has a score for energy: about 0.80. 1 other track moves with it. 1 week is added up anew.',
  );
  expect(say(effect([track('A', 0.8, null)]))).toBe(
    '“A” has no score for energy any more. No other track moves by enough to see.',
  );
  expect(say(effect([track('A', 0.5, 0.503), track('B', null, null)]))).toBe(
    'The energy of “A” stays at about 0.50. No other track moves by enough to see.',
  );
});

test('what was said', () => {
  const label = (value: number, other: Label['other']): Label => ({
    ...{ id: '1', recordingId: '2', title: 'A', artistCredit: 'B', axis: 'valence', value, other },
    createdAt: '2026-11-22T10:00:00.000Z',
  });
  const other = { recordingId: '3', title: 'C', artistCredit: 'D' };
  expect(describeLabel(label(0.9, null), englishReader)).toBe('Valence 0.90');
  expect([1, 0, 0.5].map((value) => describeLabel(label(value, other), englishReader))).toEqual([
    'more happy than',
    'less happy than',
    'as happy as',
  ]);
});

test('what all labels on an axis have changed', () => {
  const standing = (change: Partial<AxisCalibration>): AxisCalibration => ({
    ...{ axis: 'energy', labels: 3, comparisons: 1, offset: 0.3, slope: 1, moved: 212, meanChange: 0.03, largest: [] },
    ...change,
  });
  expect(describeCalibration(standing({}), englishReader)).toBe(
    '3 labels and 1 comparison. 212 tracks move in energy; over your plays the mean changes by +0.03.',
  );
  expect(describeCalibration(standing({ labels: 0, moved: 0, meanChange: null }), englishReader)).toBe(
    '1 comparison. No score of yours moves by enough to see.',
  );
  expect(describeHearing(standing({}))).toBe('You hear your music as more energetic than the shared scores have it.');
  expect(describeHearing(standing({ offset: -0.1 }))).toBe(
    'You hear your music as a little more calm than the shared scores have it.',
  );
  expect(describeHearing(standing({ offset: 0.01 }))).toContain('about as the shared scores');
  expect(describeHearing(standing({ slope: 0.2 }))).toContain('go against');
  expect(describeHearing(standing({ labels: 0 }))).toContain('Comparisons put');
});
