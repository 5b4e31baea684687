import { isCurrent, NAVIGATION } from './navigation.ts';

const names = (pathname: string) =>
  NAVIGATION.flatMap((group) => group.destinations)
    .filter((destination) => isCurrent(destination, pathname))
    .map(({ path }) => path);

test.each([
  ['/', ['/']],
  ['/radar', ['/radar']],
  ['/radar/', ['/radar']],
  ['/radar/2026-W47', ['/radar']],
  ['/radars', []],
  ['/nothing', []],
])('on %s the current destinations are %j', (pathname, expected) => {
  expect(names(pathname)).toEqual(expected);
});
