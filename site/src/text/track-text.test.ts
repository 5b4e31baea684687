import { describeAudio, describeKey, describeTempo, formatClock, placeInWords } from './track-text.ts';
import { englishReader, germanReader } from './readers.fixture.ts';

test('where an interval lies, in the words of the axis', () => {
  const energy = (low: number, high: number) => placeInWords('energy', { low, high });
  expect(energy(0.7, 0.9)).toBe('energetic');
  expect(energy(0.05, 0.3)).toBe('calm');
  expect(energy(0.48, 0.97)).toBe('rather energetic');
  expect(energy(0.11, 0.47)).toBe('rather calm');
  expect(energy(0.35, 0.6)).toBe('between calm and energetic');
  expect(energy(0.2, 0.9)).toBe('calm or energetic, not known which');
});

test.each([
  [0, '0:00'],
  [59.6, '1:00'],
  [245, '4:05'],
  [10_930, '3:02:10'],
])('%d seconds are %s', (seconds, text) => expect(formatClock(seconds)).toBe(text));

test('tempo and key say when they are unsure', () => {
  const tempo = (sure: boolean, sections: number) =>
    describeTempo(
      {
        bpm: 137.6,
        confidence: 0.8,
        sure,
        sections: Array.from({ length: sections }, () => ({ startSeconds: 0, bpm: 1 })),
      },
      germanReader,
    );
  expect(tempo(true, 1)).toEqual({ value: '138 bpm', note: 'steady' });
  expect(tempo(true, 2)).toEqual({ value: '138 bpm', note: 'changes once' });
  expect(tempo(true, 4)).toEqual({ value: '138 bpm', note: 'changes 3 times' });
  expect(tempo(false, 1)).toEqual({ value: 'unsure', note: 'perhaps 138 bpm' });
  expect(describeTempo(null, englishReader)).toBeNull();
  expect(describeKey({ tonic: 'F#', mode: 'minor', confidence: 0.9, sure: true })).toEqual({
    value: 'F♯ minor',
    note: '',
  });
  expect(describeKey({ tonic: 'C', mode: null, confidence: 0.2, sure: false })).toEqual({
    value: 'unsure',
    note: 'perhaps C',
  });
  expect(describeKey(null)).toBeNull();
});

test('why there is nothing measured, and what to do', () => {
  expect(describeAudio({ state: 'measured', reason: null })).toBeNull();
  expect(describeAudio({ state: 'waiting', reason: null })?.title).toContain('waits');
  expect(describeAudio({ state: 'failed', reason: 'The file is empty.' })?.text).toMatch(
    /^The file is empty\. Put another copy/,
  );
  expect(describeAudio({ state: 'none', reason: null })?.text).toContain('scores rest on tags');
});
