import { namesFromPath } from './names-from-path.ts';

const none = { title: undefined, artist: undefined };

test.each([
  ['Aldra - Tide.mp3', { artist: 'Aldra', title: 'Tide' }],
  ['03 - Aldra - Tide.mp3', { artist: 'Aldra', title: 'Tide' }],
  ['Aldra - Tide - Live.flac', { artist: 'Aldra', title: 'Tide - Live' }],
  ['Aldra/Shores/03 Tide.ogg', { artist: 'Aldra', title: 'Tide' }],
  ['Aldra/Shores/03. Tide.ogg', { artist: 'Aldra', title: 'Tide' }],
  ['Aldra/Shores/03 - Tide.ogg', { artist: 'Aldra', title: 'Tide' }],
  ['Aldra/Shores/99 Red.ogg', { artist: 'Aldra', title: 'Red' }],
  ['Aldra/Shores/1999.ogg', { artist: 'Aldra', title: '1999' }],
  ['Aldra/Shores/1-03 Tide.ogg', { artist: 'Aldra', title: 'Tide' }],
  ['Aldra/Shores/02 99 Reds.ogg', { artist: 'Aldra', title: '99 Reds' }],
  ['Aldra - Shores - 03 - Tide.ogg', { artist: 'Aldra', title: 'Tide' }],
  ['Music/tide.wav', { artist: null, title: 'tide' }],
  ['aldra_-_tide.mp3', { artist: 'aldra', title: 'tide' }],
])('%s', (path, names) => {
  expect(namesFromPath(path, none)).toEqual(names);
});

test('tags win, each on its own', () => {
  expect(namesFromPath('X - Y.mp3', { title: 'Tide', artist: undefined })).toEqual({ title: 'Tide', artist: 'X' });
  expect(namesFromPath('X - Y.mp3', { title: undefined, artist: 'Aldra' })).toEqual({ title: 'Y', artist: 'Aldra' });
});
