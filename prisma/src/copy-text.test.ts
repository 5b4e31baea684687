import { describe, expect, test } from '@jest/globals';
import { copyText, UncopyableValue } from './copy-text.ts';

describe('copyText', () => {
  test.each([
    ['null', null, '\\N'],
    ['undefined', undefined, '\\N'],
    ['the text \\N', '\\N', '\\\\N'],
    ['the end marker', '\\.', '\\\\.'],
    ['white space', 'a\tb\nc\rd', 'a\\tb\\nc\\rd'],
    ['a number', -0.25, '-0.25'],
    ['infinity', -Infinity, '-Infinity'],
    ['a boolean', true, 'true'],
    ['a time', new Date('2026-11-22T01:02:03.456Z'), '2026-11-22T01:02:03.456Z'],
    ['bytes', Buffer.from('00ff', 'hex'), '\\\\x00ff'],
    ['bytes that begin within a buffer', new Uint8Array([1, 2, 3]).subarray(1), '\\\\x0203'],
    ['an array', ['a"b', 'c\\d', null, 'NULL', ''], '{"a\\\\"b","c\\\\\\\\d",NULL,"NULL",""}'],
    [
      'nested numbers',
      [
        [1, 2],
        [3, 4],
      ],
      '{{1,2},{3,4}}',
    ],
    ['a typed array', new Float32Array([0.5, -1]), '{0.5,-1}'],
    ['json', { a: 'x\ny', b: [1] }, '{"a":"x\\\\ny","b":[1]}'],
  ])('writes %s', (_, value, expected) => {
    expect(copyText(value)).toBe(expected);
  });

  test.each([
    ['NUL', 'a\0b'],
    ['NUL in an array', ['a\0']],
    ['NUL in json', { a: 'x\0' }],
    ['an invalid date', new Date(Number.NaN)],
    ['a year that PostgreSQL would read otherwise', new Date('+012026-01-01T00:00:00Z')],
    ['a function', () => 1],
  ])('refuses %s', (_, value) => {
    expect(() => copyText(value)).toThrow(UncopyableValue);
  });

  test('takes the text \\u0000 for what it is', () => {
    expect(copyText({ a: String.raw`\u0000` })).toBe(String.raw`{"a":"\\\\u0000"}`);
  });
});
