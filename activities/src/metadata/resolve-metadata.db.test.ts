import { addPending } from '@sidetrack/prisma';
import { activityDeps, addListener, createTestDatabase, SERVER_BUSY, startFakes, uuidOf } from '@sidetrack/test';
import type { FakeRecording, Fakes, TestDatabase } from '@sidetrack/test';
import { createIngestActivities } from '../ingest-activities.ts';

const PATIENCE_MS = 60_000;
let database: TestDatabase;
let fakes: Fakes;
beforeEach(async () => void (database = await createTestDatabase()));
afterEach(async () => {
  await fakes.stop();
  await database.drop();
});

const recording = (name: string, more: Partial<FakeRecording> = {}): FakeRecording => ({
  mbid: uuidOf(name),
  title: `Title of ${name}`,
  lengthMs: 200_000,
  artists: [{ mbid: uuidOf('artist', name), name: `Artist of ${name}`, tags: { band: 2 } }],
  release: { mbid: uuidOf('release', name), title: `Release of ${name}`, year: 2001 },
  isrcs: ['GBAAA0000001'],
  tags: { rock: 4, pop: 1 },
  ...more,
});

const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(text, values));
const activities = (env: Record<string, string> = {}) =>
  createIngestActivities(activityDeps(database.db, { ...fakes.env, ...env }));

/** Recordings of which only the MBID is known, waiting for metadata. */
async function waiting(mbids: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `INSERT INTO recordings (mbid, title, artist_credit, match_key) SELECT mbid, 'unknown', 'unknown', mbid::text FROM unnest($1::uuid[]) AS mbid RETURNING id`,
    [mbids],
  );
  await database.db.asService((tx) =>
    addPending(
      tx,
      rows.map(({ id }) => ({ kind: 'metadata' as const, subject: id, reason: 'test' })),
    ),
  );
  return rows.map(({ id }) => id);
}

const known = () =>
  query<Record<string, unknown>>(
    `SELECT r.mbid, r.title, r.artist_credit, r.duration_ms, r.isrcs, r.metadata_source, l.title AS release FROM recordings r LEFT JOIN releases l ON l.id = r.release_id ORDER BY r.title`,
  );

test(
  'ListenBrainz is asked first, all in one call; MusicBrainz for what it lacks',
  async () => {
    const bulk = ['a', 'b', 'c'].map((name) => recording(name));
    const single = recording('d');
    fakes = await startFakes({ listenbrainz: { recordings: bulk }, musicbrainz: { recordings: [single] } });
    const missing = uuidOf('missing');
    const ids = await waiting([...bulk, single].map(({ mbid }) => mbid).concat(missing));
    expect(await activities().resolveMetadata()).toEqual({ resolved: 5, remaining: 0 });
    expect(fakes.listenbrainz.requests).toHaveLength(1);
    expect(fakes.musicbrainz.requests.map(({ path }) => path).sort()).toEqual(
      [single.mbid, missing].map((mbid) => `/ws/2/recording/${mbid}`).sort(),
    );
    const rows = await known();
    expect(rows.map(({ title, metadata_source: source, release }) => [title, source, release])).toEqual([
      ['Title of a', 'listenbrainz', 'Release of a'],
      ['Title of b', 'listenbrainz', 'Release of b'],
      ['Title of c', 'listenbrainz', 'Release of c'],
      ['Title of d', 'musicbrainz', 'Release of d'],
      ['unknown', 'none', null],
    ]);
    expect(rows[3]).toMatchObject({ artist_credit: 'Artist of d', duration_ms: 200_000, isrcs: ['GBAAA0000001'] });
    expect(
      await query('SELECT source, tag, weight FROM recording_tags WHERE recording_id = $1 ORDER BY tag', [ids[3]]),
    ).toEqual([
      { source: 'musicbrainz', tag: 'pop', weight: 0.25 },
      { source: 'musicbrainz', tag: 'rock', weight: 1 },
    ]);
    expect(await query('SELECT count(*)::int AS n FROM artist_tags')).toEqual([{ n: 4 }]);
    expect(await query(`SELECT kind, count(*)::int AS n FROM pending GROUP BY kind ORDER BY kind`)).toEqual([
      { kind: 'map', n: 1 },
      { kind: 'release', n: 4 },
      { kind: 'score', n: 4 },
    ]);
    // Asked and answered: nothing is asked twice.
    expect(await activities().resolveMetadata()).toEqual({ resolved: 0, remaining: 0 });
    expect(fakes.musicbrainz.requests).toHaveLength(2);
    expect(fakes.musicbrainz.requests[0]!.headers['user-agent']).toBe('SideTrack/0.1.0 ( tests@example.org )');
  },
  PATIENCE_MS,
);

test(
  'four workers never ask MusicBrainz faster than once a second, redirects counted',
  async () => {
    const names = Array.from({ length: 8 }, (_, n) => `m${n}`);
    const merged = Object.fromEntries(names.slice(0, 3).map((name) => [uuidOf('old', name), uuidOf(name)]));
    fakes = await startFakes({
      musicbrainz: { recordings: names.map((name) => recording(name)), merged, minimumGapMs: 1000 },
    });
    await waiting(names.map((name, n) => (n < 3 ? uuidOf('old', name) : uuidOf(name))));
    const worker = async (): Promise<void> => {
      const set = createIngestActivities(activityDeps(database.db, fakes.env), {
        metadataLimits: { batch: 2, lookups: 2 },
      });
      while ((await set.resolveMetadata()).resolved > 0);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    expect(fakes.musicbrainz.requests).toHaveLength(11);
    expect(fakes.musicbrainz.shortestGapMs()).toBeGreaterThanOrEqual(1000);
    expect(fakes.musicbrainz.requests.filter(({ status }) => status === 503)).toEqual([]);
    expect((await known()).map(({ metadata_source: source }) => source)).toEqual(names.map(() => 'musicbrainz'));
  },
  PATIENCE_MS,
);

test(
  'a merged recording is bound to the survivor, and nothing that hangs on it is lost',
  async () => {
    const survivor = recording('survivor');
    const [older, oldest] = [uuidOf('older'), uuidOf('oldest')];
    fakes = await startFakes({
      listenbrainz: { recordings: [survivor] },
      musicbrainz: { recordings: [survivor], merged: { [older]: survivor.mbid, [oldest]: older } },
    });
    const ids = await waiting([survivor.mbid, older, oldest]);
    const [ann, bob] = [await addListener(database.db, 'ann'), await addListener(database.db, 'bob')];
    for (const [user, at, id] of [
      [ann, 1, ids[0]],
      [ann, 2, ids[1]],
      [bob, 3, ids[1]],
      [bob, 4, ids[2]],
    ] as const) {
      await query(
        `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name) VALUES ($1, to_timestamp($2), $3, $4, 'a', 't')`,
        [user, 1.7e9 + at, uuidOf(at), id],
      );
    }
    await query(`INSERT INTO labels (user_id, recording_id, axis, value) VALUES ($1, $2, 'energy', 0.5)`, [
      bob,
      ids[1],
    ]);
    await query(`INSERT INTO recording_tags (recording_id, source, tag, weight) VALUES ($1, 'lastfm', 'mine', 0.5)`, [
      ids[2],
    ]);
    // Ann has all three on a playlist; Bob took the surviving one off his, and has an older one on it.
    for (const [user, places] of [
      [ann, [0, 1, 2]],
      [bob, [null, 0, null]],
    ] as const) {
      await query(
        `WITH made AS (INSERT INTO playlists (user_id, name) VALUES ($1::uuid, 'Evening') RETURNING id)
         INSERT INTO playlist_tracks (playlist_id, recording_id, user_id, position, removed_at)
         SELECT m.id, t.id, $1::uuid, t.place, CASE WHEN t.place IS NULL THEN now() END
         FROM made m, unnest($2::uuid[], $3::int[]) AS t (id, place)`,
        [user, ids, places],
      );
    }
    expect(await activities().resolveMetadata()).toEqual({ resolved: 3, remaining: 0 });
    const all = await query<{ id: string; mbid: string }>('SELECT id, mbid FROM recordings');
    expect(all).toEqual([{ id: ids[0], mbid: survivor.mbid }]);
    expect(await query('SELECT count(*)::int AS n, count(DISTINCT recording_id)::int AS r FROM listens')).toEqual([
      { n: 4, r: 1 },
    ]);
    const onPlaylists = await query(
      'SELECT user_id, recording_id, position IS NOT NULL AS is_on FROM playlist_tracks ORDER BY user_id',
    );
    expect(onPlaylists).toEqual(
      [ann, bob].sort().map((user) => ({ user_id: user, recording_id: ids[0], is_on: true })),
    );
    expect(await query('SELECT recording_id FROM labels')).toEqual([{ recording_id: ids[0] }]);
    expect(await query(`SELECT tag FROM recording_tags WHERE source = 'lastfm'`)).toEqual([{ tag: 'mine' }]);
    expect(await query('SELECT from_mbid, to_mbid FROM recording_redirects ORDER BY from_mbid')).toEqual(
      [older, oldest].sort().map((from) => ({ from_mbid: from, to_mbid: survivor.mbid })),
    );
    expect(
      await query(`SELECT DISTINCT user_id, reason FROM dirty_weeks WHERE reason = 'merged' ORDER BY user_id`),
    ).toEqual([ann, bob].sort().map((user) => ({ user_id: user, reason: 'merged' })));
  },
  PATIENCE_MS,
);

describe('a service that fails', () => {
  test.each([
    ['busy', { kind: 'status', status: 503, body: JSON.stringify({ error: SERVER_BUSY }) }, 'RateLimitedError', true],
    ['broken', { kind: 'status', status: 500 }, 'TransientError', false],
    ['talking garbage', { kind: 'garbage' }, 'TransientError', false],
  ] as const)(
    'MusicBrainz %s: what was learnt is kept, the rest is asked again later',
    async (_, fault, name, later) => {
      const [first, second] = [recording('x1'), recording('x2')];
      fakes = await startFakes({ listenbrainz: { recordings: [first] }, musicbrainz: { recordings: [second] } });
      await waiting([first.mbid, second.mbid]);
      fakes.musicbrainz.failNext(1, fault);
      await expect(activities().resolveMetadata()).rejects.toMatchObject({ name });
      expect((await known()).map(({ metadata_source: source }) => source)).toEqual(['listenbrainz', null]);
      expect(
        await query(
          `SELECT last_error IS NOT NULL AS told, claimed_by, due_at > now() AS later FROM pending WHERE kind = 'metadata'`,
        ),
      ).toEqual([{ told: true, claimed_by: null, later }]);
      await query(`UPDATE pending SET due_at = now() WHERE kind = 'metadata'`);
      expect(await activities().resolveMetadata()).toEqual({ resolved: 1, remaining: 0 });
    },
    PATIENCE_MS,
  );

  test(
    'a holder of the turn that was killed frees itself',
    async () => {
      fakes = await startFakes({ musicbrainz: { recordings: [recording('y')] } });
      await waiting([uuidOf('y')]);
      await query(
        `INSERT INTO service_leases (service, free_at, holder) VALUES ('musicbrainz', now() + interval '1.5 seconds', 'dead')`,
      );
      const startedAt = performance.now();
      expect(await activities().resolveMetadata()).toEqual({ resolved: 1, remaining: 0 });
      expect(performance.now() - startedAt).toBeGreaterThan(1000);
    },
    PATIENCE_MS,
  );
});

describe('tags of Last.fm', () => {
  const env = { SIDETRACK_LASTFM_API_KEY: 'key' };
  const seed = { apiKey: 'key', tags: { 'artist|known': { Rock: 100, pop: 50, zero: 0 }, 'artist|plain': {} } };

  async function tracks(titles: readonly string[]): Promise<string[]> {
    const rows = await query<{ id: string }>(
      `INSERT INTO recordings (title, artist_credit, match_key) SELECT t, 'Artist', 'artist|' || t FROM unnest($1::text[]) AS t RETURNING id`,
      [titles],
    );
    await database.db.asService((tx) =>
      addPending(
        tx,
        rows.map(({ id }) => ({ kind: 'tags' as const, subject: id, reason: 'test' })),
      ),
    );
    return rows.map(({ id }) => id);
  }

  test(
    'are weighed; none and unknown are facts too',
    async () => {
      fakes = await startFakes({ lastfm: seed });
      const ids = await tracks(['known', 'plain', 'unknown']);
      expect(await activities(env).syncTags()).toEqual({ fetched: 3, remaining: 0 });
      expect(await query('SELECT tag, weight FROM recording_tags ORDER BY tag')).toEqual([
        { tag: 'pop', weight: 0.5 },
        { tag: 'rock', weight: 1 },
      ]);
      expect(
        await query('SELECT recording_id, tag_count FROM tag_fetches ORDER BY tag_count DESC, recording_id'),
      ).toEqual([
        { recording_id: ids[0], tag_count: 2 },
        ...ids
          .slice(1)
          .sort()
          .map((id) => ({ recording_id: id, tag_count: 0 })),
      ]);
      expect(await query(`SELECT subject FROM pending WHERE kind = 'score'`)).toEqual([{ subject: ids[0] }]);
    },
    PATIENCE_MS,
  );

  test.each([
    [11, 'TransientError', false],
    [16, 'TransientError', false],
    [29, 'RateLimitedError', true],
    [26, 'PermanentError', true],
  ])(
    'error %i inside HTTP 200 is a %s, and the track is asked for again later',
    async (error, name, later) => {
      fakes = await startFakes({ lastfm: seed });
      await tracks(['known']);
      fakes.lastfm.errorNext(1, error, 'no');
      await expect(activities(env).syncTags()).rejects.toMatchObject({ name });
      expect(await query(`SELECT claimed_by, due_at > now() AS later FROM pending WHERE kind = 'tags'`)).toEqual([
        { claimed_by: null, later },
      ]);
      await query(`UPDATE pending SET due_at = now()`);
      expect(await activities(env).syncTags()).toEqual({ fetched: 1, remaining: 0 });
    },
    PATIENCE_MS,
  );

  test('wait where there is no key', async () => {
    fakes = await startFakes({ lastfm: seed });
    await tracks(['known']);
    expect(await activities().syncTags()).toEqual({ fetched: 0, remaining: 0 });
    expect(fakes.lastfm.requests).toEqual([]);
    expect(await query('SELECT count(*)::int AS n FROM pending')).toEqual([{ n: 1 }]);
  });
});
