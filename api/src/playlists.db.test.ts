import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { ApiAnswer, TestApi, TestDatabase } from '@sidetrack/test';
import type { PlaylistEntryShape, PlaylistShape } from './contract/playlist-shapes.ts';

let database: TestDatabase;
let api: TestApi;
let now: Date;

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  now = SEED_NOW;
  api = await startTestApi(database.db, { now: () => now });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

const track = (n: number) => `00000000-0000-4000-8000-0002${String(n).padStart(8, '0')}`;
const named = (...numbers: number[]) => numbers.map((n) => ({ recordingId: track(n) }));
const ask = (path: string, method = 'GET', body?: unknown): Promise<ApiAnswer> =>
  api.ask(`/api/v1/playlists${path}`, { method, ...(body === undefined ? {} : { body }) });
const asPlaylist = ({ json }: ApiAnswer) => json as PlaylistShape;
const titles = (answer: ApiAnswer) => asPlaylist(answer).tracks.map(({ title }) => title);
const made = async (...numbers: number[]): Promise<PlaylistShape> =>
  asPlaylist(await ask('', 'POST', { name: 'Evening', tracks: named(...numbers) }));
const withoutIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/"id":"[0-9a-f-]{36}"/g, '"id":"of the playlist"'));

test('made of tracks, listed, read twice to the byte', async () => {
  const answer = await ask('', 'POST', {
    name: 'Evening',
    tracks: [{ recordingId: track(3), note: 'Played twice.' }, ...named(0, 11, 3)],
  });
  expect(answer.status).toBe(201);
  const { id } = asPlaylist(answer);
  expect(answer.headers['location']).toBe(`/api/v1/playlists/${id}`);
  expect(withoutIds(answer.json)).toMatchSnapshot();
  const [one, other] = [await ask(`/${id}`), await ask(`/${id}`)];
  expect(one.text).toBe(other.text);
  expect(one.json).toEqual(answer.json);
  const entry: Partial<PlaylistShape> = { ...asPlaylist(answer) };
  delete entry.tracks;
  expect((await ask('')).json).toEqual({ playlists: [entry] });
});

test('what is not known stays unknown: length, file, MBID', async () => {
  await database.db.asService((tx) =>
    tx.query(`UPDATE recordings SET duration_ms = NULL, mbid = NULL, title = 'Unknown' WHERE id = $1`, [track(11)]),
  );
  const playlist = await made(11, 10);
  expect(playlist).toMatchObject({
    trackCount: 2,
    totalSeconds: 190,
    unknownDurations: 1,
    withoutFile: 2,
    withoutMbid: 1,
  });
  expect(playlist.tracks[0]).toMatchObject({ durationSeconds: null, file: 'none', inMusicBrainz: false, energy: null });
});

test('made of a mixtape, as it is seen or made anew, with why each track is there', async () => {
  const mixtape = { week: '2026-W46', space: 'tag', seed: 3, minutes: 60 };
  const seen = (await api.ask('/api/v1/dashboard/mixtape?week=2026-W46&space=tag&seed=3&minutes=60')).json as {
    tracks: { title: string; why: string }[];
  };
  const playlist = asPlaylist(await ask('', 'POST', { name: 'Week 46', mixtape }));
  expect(playlist.mixtape).toEqual(mixtape);
  expect(playlist.tracks.map(({ title, note }) => ({ title, why: note }))).toEqual(
    seen.tracks.map(({ title, why }) => ({ title, why })),
  );
  const kept = asPlaylist(await ask('', 'POST', { name: 'Week 46', mixtape, tracks: named(4) }));
  expect(kept).toMatchObject({ mixtape, trackCount: 1 });
  const nothing = await ask('', 'POST', { name: 'Old', mixtape: { ...mixtape, week: '2020-W01' } });
  expect(nothing).toMatchObject({ status: 409, json: { remedy: expect.stringContaining('Choose another week') } });
});

test('reordered, shortened and put back, the note with it', async () => {
  const { id } = asPlaylist(
    await ask('', 'POST', { name: 'x', tracks: [{ recordingId: track(1), note: 'Because.' }, ...named(2, 3)] }),
  );
  const put = (revision: number, ...numbers: number[]) =>
    ask(`/${id}/tracks`, 'PUT', { revision, recordingIds: numbers.map(track) });
  expect(titles(await put(1, 3, 1, 2))).toEqual(['Track 3', 'Track 1', 'Track 2']);
  expect(titles(await put(2, 3, 2))).toEqual(['Track 3', 'Track 2']);
  const back = await put(3, 3, 1, 2);
  expect(asPlaylist(back).tracks[1]).toMatchObject({ title: 'Track 1', note: 'Because.' });
  expect(titles(await put(4))).toEqual([]);
  now = new Date(SEED_NOW.getTime() + 25 * 3_600_000);
  const late = await put(5, 1);
  expect(asPlaylist(late).tracks[0]).toMatchObject({ title: 'Track 1', note: null });
});

test('a change that rests on an older state is told and not made', async () => {
  const { id } = await made(1, 2);
  await ask(`/${id}/tracks`, 'PUT', { revision: 1, recordingIds: [track(2), track(1)] });
  const stale = await ask(`/${id}/tracks`, 'PUT', { revision: 1, recordingIds: [track(1)] });
  expect(stale).toMatchObject({ status: 409, json: { detail: expect.stringContaining('changed elsewhere') } });
  expect(titles(await ask(`/${id}`))).toEqual(['Track 2', 'Track 1']);
});

test('tracks are added once, at the end; twenty at the same time all arrive', async () => {
  const { id } = await made(1);
  const answer = await ask(`/${id}/tracks`, 'POST', { recordingIds: [track(2), track(1), track(2).toUpperCase()] });
  expect(answer.json).toMatchObject({ added: 1, alreadyThere: 1, playlist: { trackCount: 2, revision: 2 } });
  const again = await ask(`/${id}/tracks`, 'POST', { recordingIds: [track(2)] });
  expect(again.json).toMatchObject({ added: 0, alreadyThere: 1, playlist: { revision: 2 } });
  const many = [3, 4, 5, 6, 7, 8, 9, 10, 11, 0];
  const answers = await Promise.all(many.map((n) => ask(`/${id}/tracks`, 'POST', { recordingIds: [track(n)] })));
  expect(answers.map(({ status }) => status)).toEqual(many.map(() => 200));
  expect(titles(await ask(`/${id}`)).toSorted()).toEqual([...Array(12).keys()].map((n) => `Track ${n}`).toSorted());
});

test('a thousand tracks at most', async () => {
  await database.db.asService((tx) =>
    tx.query(`INSERT INTO recordings (id, title, artist_credit, match_key)
      SELECT ('00000000-0000-4000-8000-0077' || lpad(n::text, 8, '0'))::uuid, 'T' || n, 'A', 'k' || n FROM generate_series(0, 999) n`),
  );
  const ids = [...Array(1000).keys()].map((n) => `00000000-0000-4000-8000-0077${String(n).padStart(8, '0')}`);
  const { id } = await made();
  expect((await ask(`/${id}/tracks`, 'POST', { recordingIds: ids })).json).toMatchObject({ added: 1000 });
  expect(await ask(`/${id}/tracks`, 'POST', { recordingIds: [track(1)] })).toMatchObject({ status: 409 });
  expect(await ask(`/${id}/tracks`, 'PUT', { revision: 2, recordingIds: ids.toReversed() })).toMatchObject({
    status: 200,
  });
  expect(
    await ask('', 'POST', { name: 'x', tracks: [...ids, track(1)].map((recordingId) => ({ recordingId })) }),
  ).toMatchObject({
    status: expect.any(Number),
  });
});

test('renamed; names keep their Unicode and hold no control characters', async () => {
  const { id } = await made(1);
  expect(asPlaylist(await ask(`/${id}`, 'PUT', { name: 'Ночь 🌙 <b>' }))).toMatchObject({
    name: 'Ночь 🌙 <b>',
    revision: 1,
  });
  for (const name of ['', 'a\nb', 'x'.repeat(201)]) expect((await ask(`/${id}`, 'PUT', { name })).status).toBe(400);
});

test('deleted and taken back within a day, not later', async () => {
  const [{ id }, other] = [await made(1, 2), await made(3)];
  expect(await ask(`/${id}`, 'DELETE')).toMatchObject({ status: 204, text: '' });
  for (const path of ['', '/m3u8']) expect(await ask(`/${id}${path}`)).toMatchObject({ status: 404 });
  expect(await ask(`/${id}`, 'DELETE')).toMatchObject({ status: 404 });
  expect((await ask('')).json).toMatchObject({ playlists: [{ id: other.id }] });
  expect(titles(await ask(`/${id}/restore`, 'POST'))).toEqual(['Track 1', 'Track 2']);
  expect(await ask(`/${id}/restore`, 'POST')).toMatchObject({ status: 404 });
  await ask(`/${id}`, 'DELETE');
  now = new Date(SEED_NOW.getTime() + 25 * 3_600_000);
  expect(await ask(`/${id}/restore`, 'POST')).toMatchObject({ status: 404 });
  await ask(`/${other.id}`, 'DELETE');
  const left = await database.db.asService((tx) => tx.query<{ id: string }>('SELECT id FROM playlists'));
  expect(left).toEqual([{ id: other.id }]);
});

test('a track of another listener cannot be named', async () => {
  const { id } = await made(1);
  const theirs = [{ recordingId: seedIds.othersTrack }];
  expect(await ask('', 'POST', { name: 'x', tracks: theirs })).toMatchObject({ status: 404 });
  const recordingIds = [seedIds.othersTrack];
  expect(await ask(`/${id}/tracks`, 'POST', { recordingIds })).toMatchObject({ status: 404 });
  expect(await ask(`/${id}/tracks`, 'PUT', { revision: 1, recordingIds })).toMatchObject({ status: 404 });
  expect(((await ask('')).json as { playlists: PlaylistEntryShape[] }).playlists).toHaveLength(1);
  expect(titles(await ask(`/${id}`))).toEqual(['Track 1']);
});

test('exported as M3U8: lengths, names, relative paths, and what has no file is told', async () => {
  const { id } = await made(1, 11, 2);
  await ask(`/${id}`, 'PUT', { name: 'Fête / "1"' });
  const answer = await ask(`/${id}/m3u8`);
  expect(answer.headers['content-type']).toBe('audio/x-mpegurl; charset=utf-8');
  expect(answer.headers['content-disposition']).toMatch(/^attachment; .*filename\*=UTF-8''F%C3%AAte%20-%20-1-\.m3u8$/);
  expect(answer.text).toBe(`#EXTM3U
#EXTENC:UTF-8
#PLAYLIST:Fête / "1"
#EXTINF:181,Artist 1 - Track 1
file 1.ogg
# Left out: Artist 3 - Track 11 (there is no audio file of it)
#EXTINF:182,Artist 2 - Track 2
file 2.ogg
`);
  expect((await ask(`/${id}/m3u8?base=/music/lists`)).text).toContain('\n../file 1.ogg\n');
  expect(await ask(`/${id}/m3u8?base=lists`)).toMatchObject({ status: 400 });
});
