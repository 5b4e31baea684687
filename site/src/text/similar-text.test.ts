import { closenessInWords, whyNoneSimilar } from './similar-text.ts';

test('near beside the usual distance', () => {
  expect([0, 0.3, 0.5, 0.8, 1].map((distance) => closenessInWords(distance, 1))).toEqual([
    'no difference',
    'very near',
    'near',
    'fairly near',
    'hardly nearer than most',
  ]);
  expect(closenessInWords(2, null)).toBe('near');
});

test('why there is none, and where there are some', () => {
  const none = { compared: 0, coverage: 0, typicalDistance: null, tracks: [], reason: 'x' };
  expect(whyNoneSimilar({ ...none, space: 'audio', availableSpaces: ['tag'], model: 'm' })).toBe(
    'This track has no measured audio file to compare by. By its tags there are some.',
  );
  expect(whyNoneSimilar({ ...none, space: 'tag', availableSpaces: [], model: null })).toContain('compared by tags yet');
  expect(whyNoneSimilar({ ...none, space: 'tag', availableSpaces: ['tag'], model: 'm' })).toContain('No other track');
});
