import { openDatabase, type Database } from '@sidetrack/prisma';
import { activityDeps, addListener, addListens, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { SCORER_VERSION } from '@sidetrack/analysis';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { markDirty } from '../mark-dirty.ts';
import { aggregateWeeks } from './aggregate-weeks.ts';

const MONDAY = '2026-03-02';
const AXES = ['energy', 'valence', 'danceability'];
const [one, other, third] = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
];
const [artist, guest] = [randomUUID(), randomUUID()];

let database: TestDatabase;
let ada: string;
/** Notes what is asked of the database. */
let statements: string[];
let warm: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  statements = [];
  warm = {
    ...database.db,
    asUser: (userId, work) =>
      database.db.asUser(userId, (tx) =>
        work({
          ...tx,
          query: (text, values) => {
            statements.push(text);
            return tx.query(text, values);
          },
        }),
      ),
  };
  ada = await addListener(database.db, 'ada');
  await database.db.asService(async (tx) => {
    await tx.query(
      `INSERT INTO recordings (id, mbid, title, artist_credit, match_key) SELECT id, id, 'Title', 'Credit', id FROM unnest($1::uuid[]) AS id`,
      [[one, other, third]],
    );
    await tx.query(`INSERT INTO artists (id, name, name_key) VALUES ($1, 'Artist', 'artist'), ($2, 'Guest', 'guest')`, [
      artist,
      guest,
    ]);
    await tx.query(CREDIT, [one, artist]);
    await tx.query(TAG, [one, 'rock', 1]);
    await tx.query(TAG, [other, 'jazz', 0.5]);
    await tx.query(`INSERT INTO artist_tags (artist_id, source, tag, weight) VALUES ($1, 'lastfm', 'folk', 1)`, [
      artist,
    ]);
    await tx.query(SCORE, [one, AXES, SCORER_VERSION, 0.3]);
    await tx.query(
      `WITH map AS (INSERT INTO map_versions (space, model, version, params, track_count, state) VALUES ('tag', 'm', 1, '{}', 2, 'published') RETURNING id)
       INSERT INTO map_tracks (map_id, recording_id, x, y, vector) SELECT map.id, r, n, 2, ARRAY[0.1, 0.2, 0.3 * n] FROM map, unnest($1::uuid[]) WITH ORDINALITY AS u (r, n)`,
      [[one, other]],
    );
  });
  await addListens(
    database.db,
    ada,
    [one, one, other, third].map((recordingId, hour) => ({ recordingId, at: new Date(Date.parse(MONDAY) + hour) })),
  );
});
afterAll(() => database.drop());

const CREDIT = `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name) SELECT $1, count(*), $2, 'x' FROM recording_artists WHERE recording_id = $1`;
const TAG = `INSERT INTO recording_tags (recording_id, source, tag, weight) VALUES ($1, 'lastfm', $2, $3)`;
const SCORE = `
  INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash)
  SELECT $1, axis, $3, $4::real, $4::real - 0.1, $4::real + 0.1, true, '[]', 'test' FROM unnest($2::text[]) AS axis`;

const change = (text: string, values: unknown[]) => database.db.asService((tx) => tx.query(text, values));

/** The rows of a week computed anew by a program that may know the tracks, and what it read for it. */
async function computed(db: Database): Promise<{ rows: unknown; read: string[] }> {
  await database.db.asUser(ada, (tx) => markDirty(tx, [{ userId: ada, weekStart: MONDAY, reason: 'test' }]));
  statements = [];
  await aggregateWeeks(activityDeps(db), { userId: ada });
  const read = ['scores', 'recording_tags', 'artist_tags', 'map_tracks'].filter((table) =>
    statements.some((text) => new RegExp(`FROM ${table}\\b`).test(text)),
  );
  const rows = await database.db.asUser(ada, async (tx) => ({
    weeks: (await tx.query<object>('SELECT * FROM weeks')).map((row) => ({ ...row, computed_at: null })),
    slices: await tx.query('SELECT * FROM week_slices ORDER BY source'),
    vectors: await tx.query('SELECT * FROM week_vectors'),
    places: await tx.query('SELECT * FROM map_weeks'),
  }));
  return { rows, read };
}

/** By a program that has just been started. */
async function computedAtFirst(): Promise<unknown> {
  const fresh = openDatabase(database.appUrl);
  try {
    return (await computed(fresh)).rows;
  } finally {
    await fresh.close();
  }
}

test('tracks that are known and did not change are not read again, and the week is the same to the bit', async () => {
  const first = await computed(warm);
  expect(first.read).toEqual(['scores', 'recording_tags', 'artist_tags', 'map_tracks']);
  expect(await computed(warm)).toEqual({ rows: first.rows, read: [] });
  expect(await computedAtFirst()).toEqual(first.rows);
});

test.each<[string, string, unknown[]]>([
  ['a score that is written over', 'UPDATE scores SET value = 0.35 WHERE recording_id = $1', [one]],
  ['scores that are taken away', 'DELETE FROM scores WHERE recording_id = $1', [one]],
  ['first scores', SCORE, [other, AXES, SCORER_VERSION, 0.8]],
  ['a tag more', TAG, [third, 'ambient', 1]],
  ['another weight', 'UPDATE recording_tags SET weight = 0.5 WHERE recording_id = $1', [one]],
  ['a tag less', 'DELETE FROM recording_tags WHERE recording_id = $1', [other]],
  [
    'a tag of an artist',
    `INSERT INTO artist_tags (artist_id, source, tag, weight) VALUES ($1, 'lastfm', 'house', 0.7)`,
    [artist],
  ],
  ['tags of an artist taken away', 'DELETE FROM artist_tags WHERE artist_id = $1', [artist]],
  ['a new name of an artist', `UPDATE artists SET name = 'Renamed' WHERE id = $1`, [artist]],
  ['another title', `UPDATE recordings SET title = 'Retitled' WHERE id = $1`, [one]],
  ['another credit', `UPDATE recordings SET artist_credit = 'Recredited' WHERE id = $1`, [third]],
  ['an artist who is credited', CREDIT, [other, guest]],
  [
    'one who is credited no more',
    'UPDATE recording_artists SET artist_id = $2 WHERE recording_id = $1',
    [other, artist],
  ],
  ['credits that are gone', 'DELETE FROM recording_artists WHERE recording_id = $1', [one]],
  ['an artist who is gone', 'DELETE FROM artists WHERE id = $1', [artist]],
])('%s is seen', async (_, text, values) => {
  const before = await computed(warm);
  await change(text, values);
  const { rows } = await computed(warm);
  expect(rows).not.toEqual(before.rows);
  expect(rows).toEqual(await computedAtFirst());
});

test('a change that is committed after the tracks were read is seen, and one that is taken back changes nothing', async () => {
  const writer = new pg.Client({ connectionString: database.ownerUrl });
  await writer.connect();
  try {
    await writer.query('BEGIN');
    await writer.query(TAG, [one, 'drone', 1]);
    // The change has its number already, and later ones are finished before it.
    await change(TAG, [third, 'later', 0.5]);
    const during = await computed(warm);
    expect((await computed(warm)).rows).toEqual(during.rows);
    await writer.query('COMMIT');
    const after = await computed(warm);
    expect(after.rows).not.toEqual(during.rows);
    expect(after.rows).toEqual(await computedAtFirst());
    await writer.query('BEGIN');
    await writer.query(TAG, [one, 'noise', 1]);
    await writer.query('ROLLBACK');
    expect(await computed(warm)).toEqual({ rows: after.rows, read: [] });
  } finally {
    await writer.end();
  }
});

test('what does not matter to a week leaves the tracks known', async () => {
  await computed(warm);
  await change(`UPDATE recordings SET duration_ms = 1 WHERE id = ANY($1::uuid[])`, [[one, other, third]]);
  expect((await computed(warm)).read).toEqual([]);
});

test('only the track that changed is read again', async () => {
  await computed(warm);
  await change('UPDATE recording_tags SET weight = 0.123 WHERE recording_id = $1', [third]);
  expect((await computed(warm)).read).toEqual(['scores', 'recording_tags', 'artist_tags']);
});
