import { sourceOf } from './source-of.ts';

test.each<[Record<string, unknown>, string]>([
  [{}, 'push'],
  [{ submission_client: 'Web Scrobbler', media_player: 'Tidal' }, 'push:web-scrobbler'],
  [{ media_player: 'Rhythmbox' }, 'push:rhythmbox'],
  [{ listening_from: 'vlc' }, 'push:vlc'],
  [{ submission_client: '  ', media_player: 17 }, 'push'],
  [{ submission_client: 'x'.repeat(60) }, `push:${'x'.repeat(40)}`],
])('a scrobbler that says %j', (additional_info, source) => {
  expect(sourceOf({ track_metadata: { additional_info } })).toBe(source);
});
