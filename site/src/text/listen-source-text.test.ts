import { listenSourceName } from './listen-source-text.ts';

test.each([
  ['lastfm', 'Last.fm'],
  ['spotify', 'Spotify, extended history'],
  ['push', 'Pushed here'],
  ['push:web-scrobbler', 'Web scrobbler, pushed here'],
  ['something-new', 'Something new'],
])('%s is %s', (source, name) => {
  expect(listenSourceName(source)).toBe(name);
});
