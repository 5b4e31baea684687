import { trackKey } from '@sidetrack/analysis';
import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import { upsertListens } from '../../activities/src/listens/upsert-listens.ts';

interface Decision {
  id: string;
  plays: number;
  from: { recordingId: string };
  into: { recordingId: string };
}

let database: TestDatabase;
let api: TestApi;
const { listener: userId, other } = seedIds;
const recording = (n: number): string => `00000000-0000-4000-8000-0002${String(n).padStart(8, '0')}`;
const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(text, values));
const post = async (path: string, body: unknown) => api.ask(`/api/v1${path}`, { method: 'POST', body });
const undo = (id: string) => api.ask(`/api/v1/track-decisions/${id}`, { method: 'DELETE' });

/** Everything that a decision may move: to be the same after it was taken back. */
async function state(): Promise<unknown> {
  const of = (text: string) => query(text, []);
  return {
    listens: await of('SELECT user_id, listened_at, track_key, recording_id FROM listens ORDER BY 1, 2, 3'),
    heard: await of('SELECT * FROM heard_recordings ORDER BY user_id, recording_id'),
    labels: await of('SELECT id, recording_id, other_recording_id FROM labels ORDER BY id'),
    playlists: await of('SELECT playlist_id, recording_id, position FROM playlist_tracks ORDER BY 1, 2'),
    recordings: await of('SELECT id, title, match_key FROM recordings ORDER BY id'),
  };
}
const playsOf = async (recordingId: string, listener = userId): Promise<number> =>
  (
    await query<{ n: number }>('SELECT count(*)::int AS n FROM listens WHERE user_id = $1 AND recording_id = $2', [
      listener,
      recordingId,
    ])
  )[0]!.n;

let told = 0;
async function hear(artist: string, title: string, release: string | null = null): Promise<void> {
  const row = {
    listenedAt: new Date(SEED_NOW.getTime() - (told += 1) * 3_600_000),
    trackKey: trackKey(artist, title, release),
    artistName: artist,
    trackName: title,
    releaseName: release,
    mapping: null,
    durationMs: null,
  };
  await database.db.asUser(userId, (tx) =>
    upsertListens(tx, { userId, source: 'lastfm', importId: null, rows: [row], now: SEED_NOW }),
  );
}

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await query('DELETE FROM pending');
  await query('DELETE FROM dirty_weeks');
  await query(
    `WITH made AS (INSERT INTO playlists (user_id, name) VALUES ($1, 'Evening') RETURNING id)
     INSERT INTO playlist_tracks (playlist_id, recording_id, user_id, position) SELECT id, $2, $1, 0 FROM made`,
    [userId, recording(1)],
  );
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

describe('a merge', () => {
  const merge = async (from: number, into: number): Promise<Decision> => {
    const answer = await post('/track-merges', { recordingId: recording(from), intoRecordingId: recording(into) });
    expect(answer.status).toBe(201);
    return answer.json as Decision;
  };

  test('moves this listener’s plays, labels and playlists; taken back, all is as it was', async () => {
    const before = await state();
    const [own, others] = [await playsOf(recording(1)), await playsOf(recording(1), other)];
    expect(own).toBeGreaterThan(0);
    const total = own + (await playsOf(recording(0)));
    const { id, plays } = await merge(1, 0);
    expect(plays).toBe(own);
    expect([await playsOf(recording(1)), await playsOf(recording(0))]).toEqual([0, total]);
    expect(await playsOf(recording(1), other)).toBe(others);
    expect(await query('SELECT recording_id FROM playlist_tracks')).toEqual([{ recording_id: recording(0) }]);
    expect(await query(`SELECT DISTINCT reason FROM dirty_weeks WHERE user_id = $1`, [userId])).toEqual([
      { reason: 'match' },
    ]);
    expect((await api.ask('/api/v1/track-decisions')).json).toMatchObject({ decisions: [{ id, kind: 'merge' }] });
    expect((await undo(id)).status).toBe(204);
    expect(await state()).toEqual(before);
    expect((await api.ask('/api/v1/track-decisions')).json).toEqual({ decisions: [] });
    expect((await undo(id)).status).toBe(404);
  });

  test('holds for plays that come later, and gives them back too', async () => {
    await hear('Solo', 'Tide');
    const [{ id: own }] = (await query<{ id: string }>(`SELECT id FROM recordings WHERE title = 'Tide'`)) as [
      { id: string },
    ];
    const answer = await post('/track-merges', { recordingId: own, intoRecordingId: recording(0) });
    await hear('Solo', 'Tide');
    expect(await playsOf(own)).toBe(0);
    await undo((answer.json as Decision).id);
    expect(await playsOf(own)).toBe(2);
    await hear('Solo', 'Tide');
    expect(await playsOf(own)).toBe(3);
  });

  test('of several that build on each other the latest is taken back first', async () => {
    const before = await state();
    const first = await merge(2, 1);
    const second = await merge(1, 0);
    expect((await undo(first.id)).status).toBe(409);
    expect((await undo(second.id)).status).toBe(204);
    expect((await undo(first.id)).status).toBe(204);
    expect(await state()).toEqual(before);
  });

  test('is refused for a track with itself, and for one that was not played', async () => {
    const same = { recordingId: recording(0), intoRecordingId: recording(0) };
    expect((await post('/track-merges', same)).status).toBe(409);
    const unheard = { recordingId: recording(0), intoRecordingId: seedIds.othersTrack };
    expect((await post('/track-merges', unheard)).status).toBe(404);
  });
});

describe('a split', () => {
  const words = { artistName: 'Oasis', trackName: 'Intro', releaseName: 'Familiar to Millions' };
  const hearBoth = async (): Promise<string> => {
    await hear('Oasis', 'Intro', 'Familiar to Millions');
    await hear('Oasis', 'Intro', 'Knebworth 1996');
    await hear('Oasis', 'Intro', 'Knebworth 1996');
    return (await query<{ id: string }>(`SELECT id FROM recordings WHERE title = 'Intro'`))[0]!.id;
  };
  const split = (recordingId: string, told: readonly unknown[] = [words]) =>
    post('/track-splits', { recordingId, told, title: 'Intro (Familiar to Millions)', artistCredit: 'Oasis' });

  test('takes the plays that were told in these words, now and later; taken back, all is as it was', async () => {
    const intro = await hearBoth();
    expect((await api.ask(`/api/v1/tracks/${intro}/told`)).json).toEqual({
      told: [
        { artistName: 'Oasis', trackName: 'Intro', releaseName: 'Knebworth 1996', plays: 2 },
        { ...words, plays: 1 },
      ],
    });
    const before = await state();
    const { json } = await split(intro);
    const { id, into } = json as Decision;
    expect([await playsOf(intro), await playsOf(into.recordingId)]).toEqual([2, 1]);
    expect((await api.ask(`/api/v1/tracks/${into.recordingId}`)).json).toMatchObject({
      recording: { title: 'Intro (Familiar to Millions)', artistCredit: 'Oasis', isPrivate: true },
      plays: { total: 1 },
    });
    await hear('Oasis', 'Intro', 'Familiar to Millions');
    await hear('Oasis', 'Intro', 'Knebworth 1996');
    expect([await playsOf(intro), await playsOf(into.recordingId)]).toEqual([3, 2]);
    expect((await undo(id)).status).toBe(204);
    expect(await playsOf(intro)).toBe(5);
    const after = (await state()) as { recordings: unknown };
    expect(after.recordings).toEqual((before as { recordings: unknown }).recordings);
  });

  test('is refused where nothing would move, or nothing be left', async () => {
    const intro = await hearBoth();
    expect((await split(intro, [{ ...words, releaseName: null }])).status).toBe(409);
    expect((await split(intro, [words, { ...words, releaseName: 'Knebworth 1996' }])).status).toBe(409);
    expect((await split(seedIds.othersTrack)).status).toBe(404);
  });
});

test('paths of servers are kept, and used for a playlist', async () => {
  const [playlist] = await query<{ id: string }>('SELECT id FROM playlists');
  const asked = `/api/v1/playlists/${playlist!.id}/m3u8?server=navidrome`;
  expect((await api.ask(asked)).status).toBe(409);
  const [root] = await query<{ path: string }>('SELECT path FROM audio_roots WHERE user_id = $1', [userId]);
  const mapping = { server: 'navidrome', fromPath: '/data/music', toPath: root!.path };
  const put = (mappings: readonly unknown[]) =>
    api.ask('/api/v1/library/path-mappings', { method: 'PUT', body: { mappings } });
  expect(await put([mapping])).toMatchObject({ status: 200, json: { mappings: [mapping] } });
  expect((await put([mapping, mapping])).status).toBe(409);
  expect((await api.ask('/api/v1/library/path-mappings')).json).toEqual({ mappings: [mapping] });
  expect((await api.ask(asked)).text).toMatch(/^\/data\/music\/file 1\.ogg$/mu);
});
