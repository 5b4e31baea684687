import { mapPath, reversedMappings } from './index.ts';

test.each([
  ['/music/Björk/Jóga.flac', [{ from: '/music', to: '/home/ana/Music' }], '/home/ana/Music/Björk/Jóga.flac'],
  ['/music/Björk/Jóga.flac', [{ from: '/music/', to: '/home/ana/Music/' }], '/home/ana/Music/Björk/Jóga.flac'],
  ['/musical/x.flac', [{ from: '/music', to: '/home' }], null],
  [
    '/music/new/x.flac',
    [
      { from: '/music', to: '/a' },
      { from: '/music/new', to: '/b' },
    ],
    '/b/x.flac',
  ],
  ['D:\\Media\\Music\\Björk\\x.flac', [{ from: 'D:\\Media\\Music', to: '/srv/music' }], '/srv/music/Björk/x.flac'],
  ['/srv/music/Björk/x.flac', [{ from: '/srv/music', to: 'D:\\Media\\Music' }], 'D:\\Media\\Music\\Björk\\x.flac'],
  ['/x.flac', [{ from: '/', to: '/data' }], '/data/x.flac'],
  ['/data/x.flac', [{ from: '/data', to: '/' }], '/x.flac'],
  ['/music', [{ from: '/music', to: '/data' }], '/data'],
  ['/a\\b.flac', [{ from: '/', to: '/data' }], '/data/a\\b.flac'],
])('%s', (path, mappings, expected) => {
  expect(mapPath(path, mappings)).toBe(expected);
});

test('there and back is the same path', () => {
  const mappings = [{ from: '/music', to: '/home/ana/Music' }];
  expect(mapPath(mapPath('/music/a/b.flac', mappings)!, reversedMappings(mappings))).toBe('/music/a/b.flac');
});
