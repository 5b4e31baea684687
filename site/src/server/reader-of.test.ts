import { readerOf } from './reader-of.ts';

test('numbers and dates follow the first language asked for', () => {
  expect(readerOf('en-US,en;q=0.9', 'UTC')).toMatchObject({
    decimalSign: '.',
    groupSign: ',',
    monthFirst: true,
    hour12: true,
  });
  expect(readerOf('de-DE', 'UTC')).toMatchObject({
    decimalSign: ',',
    groupSign: '.',
    percentGap: '\u00a0',
    monthFirst: false,
    hour12: false,
  });
  expect(readerOf('fr', 'UTC')).toMatchObject({ decimalSign: ',', groupSign: '\u00a0' });
});

test('digits are Latin whatever the language', () => {
  expect(readerOf('ar-EG', 'UTC').decimalSign).toMatch(/^[.,]$/);
});

test('what is no language is read as English', () => {
  for (const header of [null, '', '*', 'not a language!', '<script>', 'x'.repeat(5000)]) {
    expect(readerOf(header, 'UTC').decimalSign).toBe('.');
  }
});
