import { Refusal } from './refusal.ts';
import { nowPlayingOf } from './now-playing-of.ts';
import { LISTEN_BYTES, readSubmission } from './submission.ts';

const now = new Date('2026-11-18T20:30:00Z');
const AT = Date.UTC(2026, 10, 18, 20) / 1000;
const track = { artist_name: 'Rick Astley', track_name: 'Never Gonna Give You Up' };
const read = (document: unknown) => readSubmission(Buffer.from(JSON.stringify(document)), now);
const single = (listen: unknown) => read({ listen_type: 'single', payload: [listen] });
const withInfo = (info: unknown) => single({ listened_at: AT, track_metadata: { ...track, additional_info: info } });
const refusal = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal && error.status === 400) return error.message;
    throw error;
  }
};

test('a listen is taken as it is, without what says nothing', () => {
  const additional_info = {
    media_player: 'Rhythmbox',
    duration_ms: 222_000,
    artist_mbids: ['db92a151-1ac2-438b-bc43-b82e149ddd50'],
    tags: ['you', 'just'],
    anything: { nested: [1, 'x'] },
  };
  const told = { ...track, release_name: 'Whenever', additional_info };
  const sent = { ...told, additional_info: { ...additional_info, isrc: null } };
  expect(single({ listened_at: AT, track_metadata: sent })).toEqual({
    type: 'single',
    listens: [{ listened_at: AT, track_metadata: told }],
  });
  expect(
    single({ listened_at: String(AT), track_metadata: { ...track, release_name: '', additional_info: {} } }),
  ).toEqual({
    type: 'single',
    listens: [{ listened_at: AT, track_metadata: track }],
  });
  expect(read({ listen_type: 'playing_now', payload: [{ track_metadata: track }] })).toEqual({
    type: 'playing_now',
    listens: [{ track_metadata: track }],
  });
});

test('a thousand at once and no more', () => {
  const payload = Array.from({ length: 1000 }, (_, n) => ({ listened_at: AT - n, track_metadata: track }));
  expect(read({ listen_type: 'import', payload }).listens).toHaveLength(1000);
  expect(refusal(() => read({ listen_type: 'import', payload: [...payload, payload[0]] }))).toMatch(/at most 1000/);
});

test('the bytes count over all listens', () => {
  const long = { listened_at: AT, track_metadata: { ...track, additional_info: { x: 'x'.repeat(LISTEN_BYTES) } } };
  const short = { listened_at: AT, track_metadata: track };
  expect(refusal(() => single(long))).toMatch(/too large/);
  expect(refusal(() => read({ listen_type: 'import', payload: [long, short] }))).toBe('taken');
});

test.each<[string, unknown, RegExp]>([
  ['no object', 17, /Invalid JSON document/],
  ['no payload', { listen_type: 'single' }, /Invalid JSON document/],
  ['a payload that is no list', { listen_type: 'single', payload: {} }, /Invalid JSON document/],
  ['another type', { listen_type: 'loved', payload: [{}] }, /valid listen_type/],
  ['none', { listen_type: 'import', payload: [] }, /does not contain any listens/],
  ['two at once', { listen_type: 'single', payload: [{}, {}] }, /more than one listen for a single/],
  [
    'a time of what is playing',
    { listen_type: 'playing_now', payload: [{ listened_at: AT, track_metadata: track }] },
    /must not contain listened_at/,
  ],
])('refuses a document with %s', (_, document, reason) => {
  expect(refusal(() => read(document))).toMatch(reason);
});

test.each<[string, unknown, RegExp]>([
  ['no object', null, /not a listen/],
  ['no time', { track_metadata: track }, /int value for listened_at/],
  ['a time that is a word', { listened_at: 'now', track_metadata: track }, /int value for listened_at/],
  ['a time before there were scrobbles', { listened_at: 1_033_430_399, track_metadata: track }, /out of bounds/],
  ['a time of tomorrow', { listened_at: AT + 86_400, track_metadata: track }, /out of bounds/],
  ['another key', { listened_at: AT, track_metadata: track, recording_msid: 'x' }, /only contain listened_at and/],
  ['no track', { listened_at: AT }, /valid track_metadata/],
  ['no artist', { listened_at: AT, track_metadata: { track_name: 'x' } }, /artist_name must be a single string/],
  [
    'an empty artist',
    { listened_at: AT, track_metadata: { ...track, artist_name: ' ' } },
    /required track_metadata.artist_name/,
  ],
  ['a list of artists', { listened_at: AT, track_metadata: { ...track, artist_name: ['a'] } }, /artist_name must be/],
  ['NUL', { listened_at: AT, track_metadata: { ...track, track_name: 'a\u0000' } }, /text that is not text/],
  [
    'half a character',
    { listened_at: AT, track_metadata: { ...track, track_name: '\ud800' } },
    /text that is not text/,
  ],
])('refuses a listen with %s', (_, listen, reason) => {
  expect(refusal(() => single(listen))).toMatch(reason);
});

test.each<[string, unknown, RegExp]>([
  ['no object', [], /additional_info is an object/],
  ['51 tags', { tags: Array.from({ length: 51 }, () => 'x') }, /more than 50 tags/],
  ['a long tag', { tags: ['x'.repeat(65)] }, /longer than 64/],
  ['a broken MBID', { recording_mbid: 'x' }, /MBID format invalid/],
  ['a broken MBID among several', { artist_mbids: ['x'] }, /MBID format invalid/],
  ['both durations', { duration: 1, duration_ms: 1000 }, /both duration and duration_ms/],
  ['no duration', { duration: 0 }, /duration is invalid/],
  ['an endless one', { duration_ms: 1e13 }, /too large/],
])('refuses information with %s', (_, info, reason) => {
  expect(refusal(() => withInfo(info))).toMatch(reason);
});

test('a value nested without end is refused and stops nothing', () => {
  const deep = `${'['.repeat(9_000)}${']'.repeat(9_000)}`.slice(0, 10_000);
  const body = `{"listen_type":"single","payload":[{"listened_at":${AT},"track_metadata":{"artist_name":"a","track_name":"b","additional_info":{"x":${'['.repeat(4000)}${']'.repeat(4000)}}}}]}`;
  expect(refusal(() => readSubmission(Buffer.from(body), now))).toMatch(/nested too deeply/);
  expect(refusal(() => readSubmission(Buffer.from(deep), now))).toMatch(/Cannot parse|Invalid JSON/);
  expect(refusal(() => readSubmission(Buffer.from('{'), now))).toMatch(/Cannot parse/);
});

test('what plays is believed for as long as the track lasts, ten minutes where that is not told', () => {
  const until = (info: object): number =>
    (nowPlayingOf({ track_metadata: { ...track, additional_info: { ...info } } }, now).until.getTime() -
      now.getTime()) /
    1000;
  expect([until({}), until({ duration: 90 }), until({ duration_ms: 1500 })]).toEqual([600, 90, 1.5]);
});
