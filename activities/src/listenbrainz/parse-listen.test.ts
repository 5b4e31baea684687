import { trackKey } from '@sidetrack/analysis';
import { toApiListen, toExportLine, uuidOf } from '@sidetrack/test';
import { listenedAtOf, parseListen } from './parse-listen.ts';

const play = { listenedAt: 1_700_000_000, artist: 'Queen', track: 'Under Pressure', release: 'Hot Space' };
const mbid = uuidOf('recording');
const rowOf = (value: unknown) => {
  const parsed = parseListen(value);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.row;
};

test('a listen of the API and its line in an export are the same row', () => {
  for (const listen of [play, { ...play, recordingMbid: mbid }])
    expect(rowOf(JSON.parse(toExportLine(listen)))).toEqual(rowOf(toApiListen(listen, 'x')));
});

test('the mapping counts; the MBID that a client claims does not', () => {
  expect(rowOf(toApiListen({ ...play, submittedMbid: uuidOf('wrong') }, 'x')).mapping).toBeNull();
  const row = rowOf(toApiListen({ ...play, recordingMbid: mbid.toUpperCase(), submittedMbid: uuidOf('wrong') }, 'x'));
  expect(row.mapping).toEqual({
    recordingMbid: mbid,
    title: 'Under Pressure',
    artists: [{ mbid: uuidOf('artist', 'Queen'), name: 'Queen', joinPhrase: '' }],
  });
});

test('a mapping that cannot be read is none, and the play stays', () => {
  const listen = toApiListen(play, 'x');
  const broken = {
    ...listen,
    track_metadata: { ...listen.track_metadata, mbid_mapping: { recording_mbid: 'nonsense' } },
  };
  expect(rowOf(broken)).toMatchObject({ mapping: null, trackName: 'Under Pressure' });
});

test('an older mapping without names credits a single artist by the name of the listen', () => {
  const listen = toApiListen({ ...play, recordingMbid: mbid }, 'x');
  const older = {
    ...listen,
    track_metadata: { ...listen.track_metadata, mbid_mapping: { recording_mbid: mbid, artist_mbids: [uuidOf('q')] } },
  };
  expect(rowOf(older).mapping?.artists).toEqual([{ mbid: uuidOf('q'), name: 'Queen', joinPhrase: '' }]);
});

test('without a recording_msid the key is made of the names', () => {
  const { track_metadata: track, listened_at: at } = toApiListen(play, 'x');
  const bare = { listened_at: at, track_metadata: { artist_name: track.artist_name, track_name: track.track_name } };
  expect(rowOf(bare)).toMatchObject({
    trackKey: trackKey('Queen', 'Under Pressure', null),
    releaseName: null,
    durationMs: null,
  });
});

test.each([
  [{ duration_ms: 248_000 }, 248_000],
  [{ duration: 248 }, 248_000],
  [{ duration_ms: '248000' }, 248_000],
  [{ duration_ms: 0 }, null],
  [{ duration_ms: -5 }, null],
  [{ duration_ms: 'long' }, null],
])('the duration of %j is %p ms', (info, expected) => {
  const { track_metadata: track, listened_at: at } = toApiListen(play, 'x');
  expect(rowOf({ listened_at: at, track_metadata: { ...track, additional_info: info } }).durationMs).toBe(expected);
});

test('paging goes by the time even of a broken listen', () => {
  expect(listenedAtOf({ listened_at: 5 })).toBe(5);
  expect(listenedAtOf({ listened_at: 'x' })).toBeNull();
  expect(listenedAtOf(null)).toBeNull();
});
