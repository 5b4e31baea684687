import { parseTimeZone } from './parse-time-zone.ts';

test('a zone of the IANA database, and nothing else', () => {
  expect(parseTimeZone('europe/berlin')).toBe('Europe/Berlin');
  expect(parseTimeZone('America/New York')).toBe('America/New_York');
  expect(parseTimeZone('UTC')).toBe('UTC');
  expect(() => parseTimeZone('Mars/Phobos')).toThrow(/such as Europe\/Berlin/);
});
