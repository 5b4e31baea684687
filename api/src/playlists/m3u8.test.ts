import { toM3u8, toM3u8Elsewhere, usualBase, type ExportedTrack } from './m3u8.ts';

const track = (relativePath: string, change: Partial<NonNullable<ExportedTrack['file']>> = {}): ExportedTrack => ({
  title: 'Title',
  artistCredit: 'Artist',
  durationSeconds: 200,
  file: { root: '/music', relativePath, durationSeconds: 201.4, state: 'ready', ...change },
});

test('paths are relative to the folder that the file is to lie in', () => {
  const tracks = [track('Björk/Vespertine/01 Hidden Place.flac')];
  const pathIn = (base: string) => toM3u8('x', tracks, base).split('\n')[4];
  expect(pathIn('/music')).toBe('Björk/Vespertine/01 Hidden Place.flac');
  expect(pathIn('/music/')).toBe('Björk/Vespertine/01 Hidden Place.flac');
  expect(pathIn('/music/playlists')).toBe('../Björk/Vespertine/01 Hidden Place.flac');
  expect(pathIn('/music/Björk')).toBe('Vespertine/01 Hidden Place.flac');
  expect(pathIn('/home/ana')).toBe('../../music/Björk/Vespertine/01 Hidden Place.flac');
});

test('on Windows with its own separators', () => {
  const windows = track('Radiohead\\Kid A.flac', { root: 'D:\\Music' });
  expect(toM3u8('x', [windows], 'D:\\Music\\lists').split('\n')[4]).toBe('..\\Radiohead\\Kid A.flac');
});

test('the length is that of the file, else of the recording, else unknown; names keep to one line', () => {
  const lengths = [
    track('a'),
    { ...track('b', { durationSeconds: null }), title: 'Two\r\nlines' },
    { ...track('c', { durationSeconds: null }), durationSeconds: null },
  ];
  expect(toM3u8('A\nname', lengths, '/music')).toBe(
    '#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:A name\n#EXTINF:201,Artist - Title\na\n#EXTINF:200,Artist - Two lines\nb\n#EXTINF:-1,Artist - Title\nc\n',
  );
});

test('what cannot be played from a file is told, not dropped', () => {
  const tracks = [
    { ...track('a'), file: null },
    track('b', { state: 'gone' }),
    track('c', { state: 'unreadable' }),
    track('d\ne'),
  ];
  expect(toM3u8('x', tracks, '/music').split('\n').slice(3)).toEqual([
    '# Left out: Artist - Title (there is no audio file of it)',
    '# Left out: Artist - Title (its file is gone: b)',
    '# Left out: Artist - Title (its file cannot be read: c)',
    '# Left out: Artist - Title (the name of its file has a line break)',
    '',
  ]);
});

test('a path is never taken for a comment', () => {
  expect(toM3u8('x', [track('#1 Hits/a.mp3')], '/music')).toContain('\n./#1 Hits/a.mp3\n');
});

test('the usual folder is that of most files', () => {
  expect(usualBase([track('a'), track('b', { root: '/more' }), track('c', { root: '/more' })])).toBe('/more');
  expect(usualBase([track('a'), track('b', { root: '/more' })])).toBe('/more');
  expect(usualBase([{ ...track('a'), file: null }, track('b', { state: 'gone' })])).toBeNull();
});

test('for a server its own paths stand, and what it does not see is told', () => {
  const mappings = [{ from: '/music', to: '/data/media' }];
  const tracks = [track('Björk/01 Hidden Place.flac'), track('x.flac', { root: '/more' })];
  expect(toM3u8Elsewhere('x', tracks, mappings).split('\n').slice(3)).toEqual([
    '#EXTINF:201,Artist - Title',
    '/data/media/Björk/01 Hidden Place.flac',
    '# Left out: Artist - Title (the folder /more has no path there)',
    '',
  ]);
});
