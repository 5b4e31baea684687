import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { activityDeps, createTestDatabase, seedApi, seedIds, type TestDatabase } from '@sidetrack/test';
import { PermanentError } from '../errors.ts';
import type { Deps } from '../types.ts';
import { listenerColumns } from './listener-tables.ts';
import { countRows, purgeListener } from './purge-listener.ts';

const { listener: other, other: userId } = seedIds;
let database: TestDatabase;
let deps: Deps;
let folder: string;

const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));
const rowsOf = (id: string): Promise<number> =>
  database.db.asService(async (tx) => countRows(tx, await listenerColumns(tx), id));

/** Two listeners with rows in every table; the seed's other one has a private recording too. */
beforeEach(async () => {
  database = await createTestDatabase();
  deps = activityDeps(database.db);
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-purge-'));
  await writeFile(join(folder, 'upload'), 'x');
  await seedApi(database.db);
  for (const id of [other, userId]) {
    await query(`INSERT INTO dirty_weeks (user_id, week_start, reason) VALUES ($1, '2026-11-16', 'test')`, [id]);
    await query(`INSERT INTO calibrations (user_id, axis, parameters) VALUES ($1, 'energy', '{}')`, [id]);
    await query(`INSERT INTO former_time_zones (user_id, since, time_zone) VALUES ($1, '1970-01-01', 'Asia/Tokyo')`, [
      id,
    ]);
    await query(`INSERT INTO alert_scans (user_id, through, past) VALUES ($1, '2026-11-16', '{}')`, [id]);
    await query(
      `INSERT INTO alerts (user_id, axis, week_start, since, baseline_from, direction, size, low, high, attribution, regime, announced, raised_at)
       VALUES ($1, 'energy', '2026-11-16', '2026-11-16', '2026-01-05', 'up', 0.2, 0.1, 0.3, '{}', 'test', true, now())`,
      [id],
    );
    await query(
      `WITH made AS (INSERT INTO playlists (user_id, name) VALUES ($1::uuid, 'Evening') RETURNING id)
       INSERT INTO playlist_tracks (playlist_id, recording_id, user_id, position) SELECT id, $2::uuid, $1::uuid, 0 FROM made`,
      [id, seedIds.track],
    );
    await query(
      `INSERT INTO path_mappings (user_id, server, from_path, to_path) VALUES ($1, 'navidrome', '/music', '/home/nobody')`,
      [id],
    );
    await query(
      `WITH server AS (
         INSERT INTO media_servers (user_id, name, url, user_name, credential, credential_key_id) VALUES ($1, 'home', 'http://x', 'x', 'x', 'x') RETURNING id
       ) INSERT INTO file_play_counts (server_id, user_id, audio_file_id, plays) SELECT server.id, $1, f.id, 1 FROM server, audio_files f WHERE f.user_id = $1`,
      [id],
    );
    await query(
      `WITH decision AS (
         INSERT INTO recording_decisions (user_id, kind, from_recording_id, into_recording_id)
         SELECT $1, 'merge', $2::uuid, r.id FROM recordings r WHERE r.id <> $2 ORDER BY r.id LIMIT 1 RETURNING id
       ) INSERT INTO recording_decision_listens (decision_id, user_id, listened_at, track_key)
       SELECT decision.id, $1, l.listened_at, l.track_key FROM decision, listens l WHERE l.user_id = $1`,
      [id, seedIds.track],
    );
    await query(`INSERT INTO shares (user_id, token, card) VALUES ($1::uuid, $1::text, '{}')`, [id]);
    await query(`INSERT INTO pushed_listens (user_id, listen) VALUES ($1, '{}')`, [id]);
    await query(`INSERT INTO relays (user_id) VALUES ($1)`, [id]);
    await query(`INSERT INTO source_removals (user_id, source, told) VALUES ($1, 'lastfm', 1)`, [id]);
    await query(
      `INSERT INTO now_playing (user_id, source, artist_name, track_name, since, until) VALUES ($1, 'push', 'A', 'B', now(), now())`,
      [id],
    );
    await query(`INSERT INTO sessions (id, user_id, expires_at) VALUES (md5($1::uuid::text), $1, now())`, [id]);
    await query(`INSERT INTO pending (kind, user_id, subject, reason) VALUES ('match', $1, '*', 'test')`, [id]);
    await query(
      `INSERT INTO import_chunks (import_id, position, user_id, bytes) SELECT id, 0, user_id, 'x' FROM imports WHERE user_id = $1`,
      [id],
    );
    await query(
      `INSERT INTO uploads (id, user_id, file_name, fingerprint, bytes, stored_path) VALUES (gen_random_uuid(), $1, 'x.zip', 'x', 1, $2)`,
      [id, join(folder, id)],
    );
  }
  await writeFile(join(folder, `${userId}.part`), 'x');
  await query('UPDATE imports SET stored_path = $2 WHERE user_id = $1', [userId, join(folder, 'upload')]);
  await query(`INSERT INTO artists (name, name_key, private_user_id) VALUES ('Nobody', 'nobody', $1)`, [userId]);
  await query(
    `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
     SELECT $1, '2026-11-16', id, id, 'Nobody', 'Private' FROM recordings WHERE private_user_id = $1`,
    [userId],
  );
  await query(
    `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
     SELECT r.id, 0, a.id, 'Nobody' FROM recordings r, artists a WHERE r.private_user_id = $1 AND a.private_user_id = $1`,
    [userId],
  );
  await query(
    `INSERT INTO pending (kind, subject, reason) SELECT 'tags', id::text, 'test' FROM recordings WHERE private_user_id = $1`,
    [userId],
  );
  await query('UPDATE users SET purging_at = now(), suspended_at = now() WHERE id = $1', [userId]);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

async function purged(): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    if ((await purgeListener(deps, { userId })).remaining === 0) return steps;
    if (steps > 100) throw new Error('it does not end');
  }
}

test('the seed leaves no table of listeners empty, so that none is tried in vain', async () => {
  const columns = await database.db.asService(listenerColumns);
  const empty = [];
  for (const { table, column } of columns) {
    const [row] = await query<{ count: number }>(`SELECT count(*) AS count FROM ${table} WHERE ${column} = $1`, [
      userId,
    ]);
    if (row!.count === 0) empty.push(table);
  }
  expect(empty).toEqual([]);
  const named = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%user\\_id' ORDER BY 1`,
  );
  expect(columns.map(({ table }) => table).toSorted()).toEqual(named.map(({ name }) => name));
});

test('deletes every row of the listener and of what only they had, and nothing else', async () => {
  const [before] = [await rowsOf(other)];
  const shared = await query<{ features: number }>('SELECT count(*) AS features FROM features');
  await purged();
  expect(await rowsOf(userId)).toBe(0);
  expect(await query('SELECT FROM users WHERE id = $1', [userId])).toEqual([]);
  expect(await query(`SELECT FROM recordings WHERE title = 'Private'`)).toEqual([]);
  expect(await query(`SELECT FROM artists WHERE name = 'Nobody'`)).toEqual([]);
  expect(await query(`SELECT FROM pending WHERE kind = 'tags' AND reason = 'test'`)).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
  expect(await rowsOf(other)).toBe(before);
  expect(await query('SELECT count(*) AS features FROM features')).toEqual(shared);
  expect(await query('SELECT listens FROM listener_totals')).toHaveLength(1);
});

test('killed after any step it goes on, and again after the end it changes nothing', async () => {
  // The clock passes the step's end after each batch, as if every call were killed.
  let now = Date.now();
  deps = { ...deps, clock: () => new Date((now += 15_000)) };
  expect(await purged()).toBeGreaterThan(5);
  expect(await rowsOf(userId)).toBe(0);
  expect(await purgeListener(deps, { userId })).toEqual({ deleted: 0, remaining: 0 });
}, 30_000);

test('a table that is added later is found by itself', async () => {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(
    `CREATE TABLE reminders (id integer PRIMARY KEY, owner uuid NOT NULL REFERENCES users); CREATE TABLE notes (reminder integer REFERENCES reminders, user_id uuid)`,
  );
  await client.query(`INSERT INTO reminders VALUES (1, '${userId}'); INSERT INTO notes VALUES (1, '${userId}')`);
  await client.end();
  expect((await database.db.asService(listenerColumns)).map(({ table }) => table)).toEqual(
    expect.arrayContaining(['reminders', 'notes']),
  );
  await purged();
  expect(await rowsOf(userId)).toBe(0);
});

test('a listener whom nobody wants purged is not', async () => {
  await expect(purgeListener(deps, { userId: other })).rejects.toThrow(PermanentError);
  expect(await query('SELECT FROM users WHERE id = $1', [other])).toHaveLength(1);
});
