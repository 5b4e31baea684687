import { trackKey } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { addListener, createTestDatabase } from '@sidetrack/test';
import type { TestDatabase } from '@sidetrack/test';
import type { ListenRow } from './listen-row.ts';
import { upsertListens } from './upsert-listens.ts';

let database: TestDatabase;
let userId: string;
let users = 0;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());
beforeEach(async () => void (userId = await addListener(database.db, `ann${(users += 1)}`)));

const now = new Date('2026-11-20T12:00:00Z');
const START = Date.UTC(2026, 10, 1) / 1000;
const mbidOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

interface Brief {
  at?: number;
  track?: string;
  artist?: string;
  mbid?: string;
  durationMs?: number;
  artists?: { mbid: string; name: string; joinPhrase: string }[];
}
function row({ at = 0, track = 'Song', artist = 'Artist', mbid, durationMs, artists = [] }: Brief): ListenRow {
  return {
    listenedAt: new Date((START + at) * 1000),
    trackKey: trackKey(artist, track, null),
    artistName: artist,
    trackName: track,
    releaseName: null,
    mapping: mbid === undefined ? null : { recordingMbid: mbid, title: track, artists },
    durationMs: durationMs ?? null,
  };
}

const upsert = (rows: ListenRow[], source = 'listenbrainz', user = userId) =>
  database.db.asUser(user, (tx) => upsertListens(tx, { userId: user, source, importId: null, rows, now }));
const select = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asUser(userId, (tx: Sql) => tx.query<Row>(text, values));
const count = async (table: string): Promise<number> =>
  (await select<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

test('a batch is written once, however often it comes', async () => {
  const rows = [row({ at: 1 }), row({ at: 2, track: 'Other' }), row({ at: 1 })];
  expect(await upsert(rows)).toEqual({ imported: 2, duplicates: 1 });
  expect(await upsert(rows)).toEqual({ imported: 0, duplicates: 3 });
  expect([await count('listens'), await count('listen_sources')]).toEqual([2, 2]);
  expect(await database.db.asService((tx) => tx.query('SELECT 1 FROM staging_listens'))).toEqual([]);
});

test('a mapped recording is shared, an unmapped one private to its listener', async () => {
  const other = await addListener(database.db, `bob${users}`);
  const shared = mbidOf(1000 + users);
  for (const user of [userId, other])
    await upsert(
      [row({ at: 1, track: `mapped ${users}`, mbid: shared }), row({ at: 2, track: 'unmapped' })],
      'listenbrainz',
      user,
    );
  const recordings = await database.db.asService((tx) =>
    tx.query<{ mbid: string | null; listeners: number }>(
      'SELECT r.mbid, count(DISTINCT l.user_id)::int AS listeners FROM recordings r JOIN listens l ON l.recording_id = r.id WHERE l.user_id = ANY($1) GROUP BY r.id ORDER BY 2, 1',
      [[userId, other]],
    ),
  );
  expect(recordings).toEqual([
    { mbid: null, listeners: 1 },
    { mbid: null, listeners: 1 },
    { mbid: shared, listeners: 2 },
  ]);
});

test('spellings of one song are one private recording, and its artist is credited', async () => {
  await upsert([row({ at: 1, artist: 'Björk', track: 'Jóga' }), row({ at: 500, artist: 'bjork', track: 'Joga' })]);
  expect(
    await select(
      'SELECT a.name, ra.position FROM recordings r JOIN recording_artists ra ON ra.recording_id = r.id JOIN artists a ON a.id = ra.artist_id WHERE r.private_user_id = $1',
      [userId],
    ),
  ).toEqual([{ name: 'Björk', position: 0 }]);
});

test('a mapping that comes later moves the play, and what hung on the private recording', async () => {
  await upsert([row({ at: 1, track: 'Late' })]);
  const [{ id: privateId } = { id: '' }] = await select<{ id: string }>('SELECT recording_id AS id FROM listens');
  await database.db.asUser(userId, (tx) =>
    tx.query(`INSERT INTO labels (user_id, recording_id, axis, value) VALUES ($1, $2, 'energy', 0.7)`, [
      userId,
      privateId,
    ]),
  );
  const mbid = mbidOf(2000 + users);
  expect(await upsert([row({ at: 1, track: 'Late', mbid })])).toEqual({ imported: 0, duplicates: 1 });
  expect(
    await select(
      'SELECT r.mbid, l.mapped_mbid, b.value FROM listens l JOIN recordings r ON r.id = l.recording_id JOIN labels b ON b.recording_id = r.id',
    ),
  ).toEqual([{ mbid, mapped_mbid: mbid, value: 0.7 }]);
  expect(await select('SELECT 1 FROM recordings WHERE id = $1', [privateId])).toEqual([]);
  // And an answer without the mapping does not take it back.
  await upsert([row({ at: 1, track: 'Late' })]);
  expect(await select('SELECT mapped_mbid FROM listens')).toEqual([{ mapped_mbid: mbid }]);
});

test('a merged MBID is followed to the one that survives', async () => {
  const [from, into] = [mbidOf(3000 + users), mbidOf(4000 + users)];
  await database.db.asService((tx) =>
    tx.query('INSERT INTO recording_redirects (from_mbid, to_mbid) VALUES ($1, $2)', [from, into]),
  );
  await upsert([row({ at: 1, track: 'x', mbid: from }), row({ at: 900, track: 'x', mbid: into })]);
  expect(await select('SELECT DISTINCT r.mbid FROM listens l JOIN recordings r ON r.id = l.recording_id')).toEqual([
    { mbid: into },
  ]);
});

describe('the same play from another source', () => {
  test('is one play with two sources, within the time that the track lasts', async () => {
    await upsert([row({ at: 1000, durationMs: 200_000 })]);
    expect(await upsert([row({ at: 1200 })], 'lastfm')).toEqual({ imported: 0, duplicates: 1 });
    expect(await upsert([row({ at: 1600 })], 'lastfm')).toEqual({ imported: 1, duplicates: 0 });
    expect(await select('SELECT source FROM listen_sources ORDER BY listened_at, source')).toEqual([
      { source: 'lastfm' },
      { source: 'listenbrainz' },
      { source: 'lastfm' },
    ]);
  });

  test('pairs repeated plays one to one', async () => {
    const times = [0, 100, 200, 300];
    await upsert(times.map((at) => row({ at, durationMs: 100_000 })));
    const rows = times.map((at) => row({ at: at + 3, durationMs: 100_000 }));
    expect(await upsert(rows, 'lastfm')).toEqual({ imported: 0, duplicates: 4 });
    expect(await upsert(rows, 'lastfm')).toEqual({ imported: 0, duplicates: 4 });
    expect([await count('listens'), await count('listen_sources')]).toEqual([4, 8]);
  });

  test('the same source told of twice are two plays', async () => {
    await upsert([row({ at: 0, durationMs: 200_000 })]);
    expect(await upsert([row({ at: 30, durationMs: 200_000 })])).toEqual({ imported: 1, duplicates: 0 });
  });

  test('is found by how long it was heard, where nobody says how long it is', async () => {
    await upsert([{ ...row({ at: 500 }), playedMs: 490_000 }], 'spotify');
    expect(await upsert([row({ at: 20 })], 'lastfm')).toEqual({ imported: 1, duplicates: 0 });
    await upsert([row({ at: 5000 })], 'lastfm');
    expect(await upsert([{ ...row({ at: 5480 }), playedMs: 490_000 }], 'spotify')).toEqual({
      imported: 0,
      duplicates: 1,
    });
  });

  test.each([
    ['the right one first', [0, 200]],
    ['the right one last', [200, 0]],
  ])('takes its place back from one that was merely near: %s', async (_, order) => {
    await upsert([row({ at: 0, durationMs: 200_000 })], 'spotify');
    for (const at of order) await upsert([row({ at, durationMs: 200_000 })], 'lastfm');
    for (const at of order)
      expect(await upsert([row({ at, durationMs: 200_000 })], 'lastfm')).toEqual({ imported: 0, duplicates: 1 });
    expect(
      await select(
        `SELECT (extract(epoch FROM listened_at) - $1)::int AS at, array_agg(source ORDER BY source) AS sources
         FROM listen_sources GROUP BY listened_at ORDER BY 1`,
        [START],
      ),
    ).toEqual([
      { at: 0, sources: ['lastfm', 'spotify'] },
      { at: 200, sources: ['lastfm'] },
    ]);
  });

  test('told again under another name of its release is the same, but where listens have ids', async () => {
    const renamed = (at: number): ListenRow => ({ ...row({ at }), trackKey: trackKey('Artist', 'Song', 'Deluxe') });
    await upsert([row({ at: 0 })], 'lastfm');
    expect(await upsert([renamed(0)], 'lastfm')).toEqual({ imported: 0, duplicates: 1 });
    await upsert([row({ at: 9000 })], 'listenbrainz');
    expect(await upsert([renamed(9000)], 'listenbrainz')).toEqual({ imported: 1, duplicates: 0 });
  });

  test('brings its mapping along', async () => {
    const mbid = mbidOf(5000 + users);
    await upsert([row({ at: 0 })], 'lastfm');
    expect(await upsert([row({ at: 2, mbid })])).toEqual({ imported: 0, duplicates: 1 });
    expect(await select('SELECT r.mbid FROM listens l JOIN recordings r ON r.id = l.recording_id')).toEqual([{ mbid }]);
    expect(await count('listens')).toBe(1);
  });
});

test('notes the weeks of the listener’s zone, and what is to be asked about new recordings', async () => {
  const listener = await addListener(database.db, `zone${users}`, 'Pacific/Auckland');
  userId = listener;
  // Sunday 12:00 UTC is Monday in Auckland.
  const sunday = Date.UTC(2026, 10, 8, 12) / 1000 - START;
  const mbid = mbidOf(6000 + users);
  await upsert(
    [row({ at: sunday, track: 'week', mbid, artists: [{ mbid: mbidOf(7000 + users), name: 'A', joinPhrase: '' }] })],
    'listenbrainz',
    listener,
  );
  expect(await select('SELECT week_start, reason FROM dirty_weeks')).toEqual([
    { week_start: '2026-11-09', reason: 'listens' },
  ]);
  const [recording] = await select<{ id: string }>('SELECT recording_id AS id FROM listens');
  const pending = await database.db.asService((tx) =>
    tx.query('SELECT kind FROM pending WHERE subject = $1 ORDER BY kind', [recording!.id]),
  );
  expect(pending).toEqual([{ kind: 'metadata' }, { kind: 'score' }, { kind: 'tags' }]);
  await database.db.asService((tx) => tx.query('DELETE FROM dirty_weeks'));
  await upsert([row({ at: sunday, track: 'week', mbid })], 'listenbrainz', listener);
  expect(await count('dirty_weeks')).toBe(0);
});

test('a thousand plays take well under a second', async () => {
  const rows = Array.from({ length: 1000 }, (_, n) =>
    row({
      at: n * 200,
      track: `t${n % 400}`,
      artist: `a${n % 50}`,
      ...(n % 3 === 0 && { mbid: mbidOf(10_000 + (n % 400)) }),
    }),
  );
  const startedAt = performance.now();
  expect(await upsert(rows)).toEqual({ imported: 1000, duplicates: 0 });
  const first = performance.now() - startedAt;
  await upsert(rows, 'lastfm');
  expect(await count('listens')).toBe(1000);
  expect(first).toBeLessThan(1000);
});
