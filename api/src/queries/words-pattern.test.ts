import { wordPatterns } from './words-pattern.ts';

test('a pattern a word, in which nothing is special', () => {
  expect(wordPatterns(' kid  A ')).toEqual(['%kid%', '%A%']);
  expect(wordPatterns('100% a_b c\\d')).toEqual(['%100\\%%', '%a\\_b%', '%c\\\\d%']);
});

test('nothing typed asks for nothing', () => {
  expect(wordPatterns(undefined)).toEqual([]);
  expect(wordPatterns('   ')).toEqual([]);
});
