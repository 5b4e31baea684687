import {
  describeConfidence,
  describeDecided,
  describePage,
  describeRung,
  formatLength,
  summariseLibrary,
} from './library-text.ts';
import type { Decision, Library } from '../data/queries/library.ts';
import { englishReader, germanReader } from './readers.fixture.ts';

test('what a match rests on is told without codes, also a rung that came later', () => {
  for (const rung of [
    'mbid',
    'isrc',
    'acoustid',
    'name_duration',
    'name',
    'name_part',
    'script',
    'work',
    'slip',
    'album',
    'listener',
    'later',
  ])
    expect(describeRung(rung)).toMatch(/^[A-Z][^_]+$/);
});

test('how sure, in a word', () => {
  const say = (confidence: number) => describeConfidence({ confidence, decidedBy: 'ladder', chosen: true });
  expect([1, 0.9, 0.83, 0.6, 0.5].map(say)).toEqual(['Sure', 'Sure', 'Likely', 'Perhaps', 'Hardly']);
  expect(describeConfidence({ confidence: 0.6, decidedBy: 'listener', chosen: true })).toBe('You said so');
  expect(describeConfidence({ confidence: 0.6, decidedBy: 'listener', chosen: false })).toBe('You said no');
});

test('lengths', () => {
  expect([null, 0, 9.6, 309.4, 3725].map(formatLength)).toEqual([null, '0:00', '0:10', '5:09', '1:02:05']);
});

test('what was decided', () => {
  const decision = (verdict: Decision['verdict']): Decision => ({ recordingId: 'r', fileId: 'f', verdict });
  expect(describeDecided([decision('same')], englishReader)).toBe('Confirmed.');
  expect(describeDecided([decision('different'), decision('different')], englishReader)).toBe('2 matches refused.');
  expect(describeDecided([decision('same'), decision('different')], englishReader)).toBe('2 matches settled.');
});

test('the library in a sentence', () => {
  const library = { files: 412, tracks: 1520, tracksWithFile: 366 } as Library;
  expect(summariseLibrary(library, germanReader)).toBe(
    '366 of 1.520 tracks that you have played have a file among your 412 files.',
  );
  expect(summariseLibrary({ ...library, files: 0 }, englishReader)).toBe('No audio files are known yet.');
});

test('where one is in a long list', () => {
  expect(describePage(2, 50, 10_432, englishReader)).toBe('51 – 100 of 10,432');
  expect(describePage(3, 50, 101, englishReader)).toBe('101 – 101 of 101');
});
