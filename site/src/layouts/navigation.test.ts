import { isCurrent, NAVIGATION } from './navigation.ts';

const destinations = NAVIGATION.flatMap((group) => group.destinations);
const names = (pathname: string) =>
  destinations.filter((destination) => isCurrent(destination, pathname)).map(({ path }) => path);

test.each([
  ['/', ['/']],
  ['/radar', ['/radar']],
  ['/radar/', ['/radar']],
  ['/radar/2026-W47', ['/radar']],
  ['/radars', []],
  ['/nothing', []],
  ['/playlists/5a0c', ['/mixtapes']],
  ['/tracks/5a0c', ['/search']],
  ['/connect', ['/imports']],
])('on %s the current destinations are %j', (pathname, expected) => {
  expect(names(pathname)).toEqual(expected);
});

test('a phone’s bar has room for four of them beside More', () => {
  expect(destinations.filter(({ onPhone }) => onPhone)).toHaveLength(4);
});
