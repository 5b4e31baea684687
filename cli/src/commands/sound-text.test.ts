import { soundText } from './sound-text.ts';

test.each([
  [{ tempoBpm: 127.96, tempoConfidence: 0.95, key: 'A', mode: 'minor', keyConfidence: 0.8 }, '128 BPM, A minor'],
  [
    { tempoBpm: 92.34, tempoConfidence: 0.3, key: 'C#', mode: 'major', keyConfidence: 0.2 },
    '92.3 BPM (unsure), C# major (unsure)',
  ],
  [{ tempoBpm: null, tempoConfidence: 0, key: null, mode: null, keyConfidence: 0 }, 'no tempo, no key'],
] as const)('%o is told as %s', (features, text) => {
  expect(soundText(features)).toBe(text);
});
