import { formatCount, formatDecimal, formatDifference, formatShare, formatTimeLeft, plural } from './format.ts';
import { englishReader, germanReader } from './readers.fixture.ts';

test('counts and decimals take the signs of the reader', () => {
  expect(formatCount(1234567, englishReader)).toBe('1,234,567');
  expect(formatCount(999, englishReader)).toBe('999');
  expect(formatDecimal(1234.5, germanReader, 1)).toBe('1.234,5');
});

test('an unknown number is a dash, and zero is zero', () => {
  expect(formatDecimal(null, englishReader)).toBe('—');
  expect(formatDecimal(undefined, englishReader)).toBe('—');
  expect(formatDecimal(0, englishReader)).toBe('0.00');
  expect(formatShare(null, englishReader)).toBe('—');
  expect(formatShare(0, englishReader)).toBe('0%');
});

test('a share that is nearly nothing or nearly all is not rounded to it', () => {
  expect(formatShare(0.004, englishReader)).toBe('<1%');
  expect(formatShare(0.996, englishReader)).toBe('>99%');
  expect(formatShare(1, englishReader)).toBe('100%');
  expect(formatShare(0.337, germanReader)).toBe('34\u00a0%');
});

test('a difference carries its sign unless it rounds to nothing', () => {
  expect(formatDifference(0.123, englishReader)).toBe('+0.12');
  expect(formatDifference(-0.123, englishReader)).toBe('−0.12');
  expect(formatDifference(0.001, englishReader)).toBe('0.00');
  expect(formatDifference(-0.001, englishReader)).toBe('0.00');
});

test('time left is rounded as one would say it', () => {
  expect([0.2, 42, 95, 3600, 4800].map(formatTimeLeft)).toEqual(['1 s', '42 s', '2 min', '1 h', '1 h 20 min']);
});

test('one listen, two listens', () => {
  expect([0, 1, 2000].map((count) => plural(count, 'listen', englishReader))).toEqual([
    '0 listens',
    '1 listen',
    '2,000 listens',
  ]);
});
