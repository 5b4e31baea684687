import { bearerToken, isWrongScheme, newTokenSecret, tokenHash } from './token-secret.ts';

test('a token is 256 random bits, another one each time', () => {
  const [one, two] = [newTokenSecret(), newTokenSecret()];
  expect(one).toMatch(/^st_[\w-]{43}$/);
  expect(one).not.toBe(two);
  expect(tokenHash(one).toString('hex')).toMatch(/^[0-9a-f]{64}$/);
  expect(bearerToken(`Bearer ${one}`)).toBe(one);
});

test.each([
  [`Token st_${'a'.repeat(43)}`, true],
  [`st_${'a'.repeat(43)}`, true],
  [`Bearer st_${'a'.repeat(43)}`, false],
  ['Basic abc', false],
  ['', false],
])('a token under another scheme: %s', (header, expected) => {
  expect(isWrongScheme(header)).toBe(expected);
});

test.each([
  [undefined, undefined],
  ['', null],
  ['Bearer', null],
  ['Basic abc', null],
  [`st_${'a'.repeat(43)}`, null],
  [`Bearer st_${'a'.repeat(42)}`, null],
  [`bearer st_${'a'.repeat(43)}`, `st_${'a'.repeat(43)}`],
])('Authorization: %s', (header, token) => {
  expect(bearerToken(header)).toBe(token);
});
