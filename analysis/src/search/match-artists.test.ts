import { foldText } from '../identity/fold-text.ts';
import { findArtists, foldArtists } from './match-artists.ts';

const ARTISTS = [
  ['Radiohead', 40],
  ['The Radio Dept.', 7],
  ['Radio', 1],
  ['Sigur Rós', 12],
  ['AC/DC', 3],
  ['Björk', 9],
  ['Bjorn', 9],
  ['!!!', 2],
] as const;
const artists = foldArtists(ARTISTS.map(([name, plays], i) => ({ id: `a${i}`, name, plays })));

const names = (query: string, limit = 5) => findArtists(foldText(query), artists, limit).map(({ name }) => name);

test('the name in full, then its words, then beginnings; the most played first, then by id', () => {
  expect(names('radio')).toEqual(['Radio', 'The Radio Dept.', 'Radiohead']);
  expect(names('bjo')).toEqual(['Björk', 'Bjorn']);
  expect(names('bjo', 1)).toEqual(['Björk']);
  expect(findArtists('radiohead', artists, 5)).toEqual([{ id: 'a0', name: 'Radiohead', plays: 40 }]);
});

test.each([
  ['SIGUR ROS', 'Sigur Rós'],
  ['rós sig', 'Sigur Rós'],
  ['ac dc', 'AC/DC'],
  ['BJÖRK', 'Björk'],
  ['!!!', '!!!'],
])('%s finds %s', (query, name) => {
  expect(names(query)).toEqual([name]);
});

test.each([
  ['a word that is not in the name', 'radiohead live'],
  ['the middle of a word', 'head'],
  ['a beginning of two letters', 'ra'],
  ['nothing', ''],
])('%s finds nobody', (_, query) => {
  expect(names(query)).toEqual([]);
});
