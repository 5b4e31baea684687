import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import pg from 'pg';

/** Facts about music, and staging rows that live for one transaction. Every other table must hide a listener's rows from the others. */
const shared = [
  ...[
    'releases',
    'recording_redirects',
    'recording_artists',
    'recording_tags',
    'artist_tags',
    'artist_credits',
    'artist_aliases',
    'tag_fetches',
    'features',
    'contours',
    'embeddings',
    'quarantine',
    'scores',
    'acousticbrainz',
    'acousticbrainz_files',
  ],
  ...[
    'map_versions',
    'map_tracks',
    'track_changes',
    'service_leases',
    'gpu_fallbacks',
    'installed_models',
    'staging_listens',
    'staging_features',
    'staging_embeddings',
    '_prisma_migrations',
  ],
];

/** One row a table for the listener $1; a table that is missing here fails the tests. */
const rowsOfOneListener: Readonly<Record<string, string>> = {
  artists: `INSERT INTO artists (name, name_key, private_user_id) VALUES ('Nobody', 'nobody', $1)`,
  recordings: `INSERT INTO recordings (title, artist_credit, match_key, private_user_id) VALUES ('Secret', 'Nobody', 'nobody|secret', $1)`,
  api_tokens: `INSERT INTO api_tokens (user_id, name, token_hash, scopes) VALUES ($1, 'phone', sha256($1::uuid::text::bytea), '{read}')`,
  sessions: `INSERT INTO sessions (id, user_id, expires_at) VALUES (encode(sha256($1::uuid::text::bytea), 'hex'), $1, now() + interval '1 day')`,
  connections: `INSERT INTO connections (user_id, service, external_name, interval_seconds) VALUES ($1, 'listenbrainz', 'x', 60)`,
  listens: `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
            SELECT $1, '2026-11-16', id, id, 'Nobody', 'Secret' FROM recordings WHERE private_user_id = $1`,
  heard_recordings: `INSERT INTO heard_recordings SELECT user_id, recording_id, 1 FROM listens WHERE user_id = $1 ON CONFLICT DO NOTHING`,
  listener_totals: `INSERT INTO listener_totals (user_id) VALUES ($1) ON CONFLICT DO NOTHING`,
  listen_sources: `INSERT INTO listen_sources (user_id, listened_at, track_key, source) SELECT user_id, listened_at, track_key, 'test' FROM listens WHERE user_id = $1`,
  imports: `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'x.zip', '/x', 'x')`,
  import_chunks: `INSERT INTO import_chunks (import_id, position, user_id, bytes) SELECT id, 0, user_id, 'x' FROM imports WHERE user_id = $1`,
  uploads: `INSERT INTO uploads (id, user_id, file_name, fingerprint, bytes) VALUES (gen_random_uuid(), $1, 'x.zip', 'x', 1)`,
  pushed_listens: `INSERT INTO pushed_listens (user_id, listen) VALUES ($1, '{}')`,
  relays: `INSERT INTO relays (user_id) VALUES ($1)`,
  source_removals: `INSERT INTO source_removals (user_id, source, told) VALUES ($1, 'lastfm', 1)`,
  now_playing: `INSERT INTO now_playing (user_id, source, artist_name, track_name, since, until) VALUES ($1, 'push', 'Nobody', 'Secret', now(), now())`,
  import_failures: `INSERT INTO import_failures (import_id, user_id, file, line, reason) SELECT id, user_id, 'x', 1, 'bad' FROM imports WHERE user_id = $1`,
  audio_roots: `INSERT INTO audio_roots (user_id, path) VALUES ($1, '/music')`,
  audio_files: `INSERT INTO audio_files (user_id, root_id, relative_path, size_bytes, modified_at) SELECT user_id, id, 'a.flac', 1, now() FROM audio_roots WHERE user_id = $1`,
  audio_matches: `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen)
                  SELECT $1, r.id, f.id, 'name', 1, true FROM recordings r, audio_files f WHERE r.private_user_id = $1 AND f.user_id = $1`,
  path_mappings: `INSERT INTO path_mappings (user_id, server, from_path, to_path) VALUES ($1, 'navidrome', '/music', '/home/nobody/music')`,
  media_servers: `INSERT INTO media_servers (user_id, name, url, user_name, credential, credential_key_id) VALUES ($1, 'home', 'http://x', 'nobody', 'x', 'x')`,
  file_play_counts: `INSERT INTO file_play_counts (server_id, user_id, audio_file_id, plays) SELECT s.id, $1, f.id, 1 FROM media_servers s, audio_files f WHERE s.user_id = $1 AND f.user_id = $1`,
  labels: `INSERT INTO labels (user_id, recording_id, axis, value) SELECT $1, id, 'energy', 1 FROM recordings WHERE private_user_id = $1`,
  calibrations: `INSERT INTO calibrations (user_id, axis, parameters) VALUES ($1, 'energy', '{}')`,
  dirty_weeks: `INSERT INTO dirty_weeks (user_id, week_start, reason) VALUES ($1, '2026-11-16', 'test')`,
  weeks: `INSERT INTO weeks (user_id, week_start, listens, distinct_tracks, effective_artists, audio_coverage, score_coverage, axes, moods, top_artists, top_tracks)
          VALUES ($1, '2026-11-16', 1, 1, 1, 0, 0, '{}', '{}', '[]', '[]')`,
  week_slices: `INSERT INTO week_slices (user_id, week_start, source, listens, score_coverage, moods) VALUES ($1, '2026-11-16', 'test', 1, 0, '{}')`,
  week_vectors: `INSERT INTO week_vectors (user_id, week_start, space, model, centroid, plays, coverage) VALUES ($1, '2026-11-16', 'tag', 'm', '{1}', 1, 1)`,
  map_weeks: `INSERT INTO map_weeks (map_id, user_id, week_start, x, y, spread_x, spread_y, plays, coverage) SELECT id, $1, '2026-11-16', 0, 0, 0, 0, 1, 1 FROM map_versions`,
  alerts: `INSERT INTO alerts (user_id, axis, week_start, since, baseline_from, direction, size, low, high, attribution, regime, announced, raised_at)
           VALUES ($1, 'energy', '2026-11-16', '2026-11-09', '2026-01-05', 'up', 0.1, 0.05, 0.15, '{}', '2:tags', true, '2026-11-23')`,
  alert_scans: `INSERT INTO alert_scans (user_id, through, past) VALUES ($1, '2026-11-16', '{"weeks": 0, "sums": {}}')`,
  former_time_zones: `INSERT INTO former_time_zones (user_id, since, time_zone) VALUES ($1, '1970-01-01', 'Europe/Lisbon')`,
  jobs: `INSERT INTO jobs (user_id, kind, workflow_id) VALUES ($1, 'import', 'x')`,
  playlists: `INSERT INTO playlists (user_id, name) VALUES ($1, 'Evening')`,
  shares: `INSERT INTO shares (user_id, token, card) VALUES ($1::uuid, $1::text, '{}')`,
  playlist_tracks: `INSERT INTO playlist_tracks (playlist_id, recording_id, user_id, position)
                    SELECT p.id, r.id, $1, 0 FROM playlists p, recordings r WHERE p.user_id = $1 AND r.private_user_id = $1`,
  pending: `INSERT INTO pending (kind, user_id, subject, reason) VALUES ('match', $1, '*', 'test')`,
  recording_decisions: `WITH other AS (
                          INSERT INTO recordings (title, artist_credit, match_key, private_user_id) VALUES ('Other', 'Nobody', 'nobody|other', $1) RETURNING id
                        ) INSERT INTO recording_decisions (user_id, kind, from_recording_id, into_recording_id)
                        SELECT $1, 'merge', r.id, o.id FROM recordings r, other o WHERE r.private_user_id = $1`,
  recording_decision_listens: `INSERT INTO recording_decision_listens (decision_id, user_id, listened_at, track_key)
                               SELECT d.id, $1, l.listened_at, l.track_key FROM recording_decisions d, listens l WHERE d.user_id = $1 AND l.user_id = $1`,
};
const ownTables = ['users', ...Object.keys(rowsOfOneListener)];
const ownerColumn = (table: string): string =>
  ({ users: 'id', artists: 'private_user_id', recordings: 'private_user_id' })[table] ?? 'user_id';

describe('row-level security', () => {
  let database: TestDatabase;
  let ada: string;
  let bob: string;
  const count = (table: string) =>
    `SELECT count(*) AS n, count(*) FILTER (WHERE ${ownerColumn(table)} = $1) AS own FROM ${table}${table === 'recordings' ? ` WHERE title = 'Secret'` : ''}`;

  beforeAll(async () => {
    database = await createTestDatabase();
    [ada, bob] = [await addListener(database.db, 'ada'), await addListener(database.db, 'bob')];
    await database.db.asService(async (tx) => {
      await tx.query(
        `INSERT INTO map_versions (space, model, version, params, track_count, state) VALUES ('tag', 'm', 1, '{}', 1, 'published')`,
      );
      for (const insert of Object.values(rowsOfOneListener))
        for (const user of [ada, bob]) await tx.query(insert, [user]);
    });
  });
  afterAll(() => database.drop());

  test('covers every table that is not shared', async () => {
    const tables = await database.db.asService((tx) =>
      tx.query<{
        name: string;
        has_policy: boolean;
      }>(`SELECT c.relname AS name, c.relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid) AS has_policy
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`),
    );
    const unprotected = tables.filter(({ has_policy }) => !has_policy).map(({ name }) => name);
    expect(unprotected).toEqual([...shared].sort());
    expect(tables.filter(({ has_policy }) => has_policy).map(({ name }) => name)).toEqual([...ownTables].sort());
  });

  test('leaves no column that names a listener in a shared table', async () => {
    const columns = await database.db.asService((tx) =>
      tx.query<{ table_name: string }>(
        `SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%user_id'`,
      ),
    );
    expect(columns.map(({ table_name }) => table_name).filter((table) => shared.includes(table))).toEqual([]);
  });

  test.each(ownTables)('%s: a listener sees the own row only, the service sees both', async (table) => {
    expect(await database.db.asUser(ada, (tx) => tx.query(count(table), [ada]))).toEqual([{ n: 1, own: 1 }]);
    expect(await database.db.asService((tx) => tx.query(count(table), [ada]))).toEqual([{ n: 2, own: 1 }]);
  });

  test.each(ownTables)('%s: without a scope nothing is seen', async (table) => {
    const client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    try {
      expect((await client.query(count(table), [ada])).rows).toEqual([{ n: '0', own: '0' }]);
    } finally {
      await client.end();
    }
  });

  test.each(ownTables)(
    "%s: a listener neither changes nor removes another's row, nor gives one away",
    async (table) => {
      const column = ownerColumn(table);
      const affected = (sql: string) => database.db.asUser(ada, (tx) => tx.query(`${sql} RETURNING 1`, [bob]));
      expect(await affected(`UPDATE ${table} SET ${column} = ${column} WHERE ${column} = $1`)).toEqual([]);
      expect(await affected(`DELETE FROM ${table} WHERE ${column} = $1`)).toEqual([]);
      await expect(affected(`UPDATE ${table} SET ${column} = $1`)).rejects.toThrow(/row-level security|duplicate key/);
    },
  );

  test.each(Object.keys(rowsOfOneListener))("%s: a listener adds no row in another's name", async (table) => {
    const copy = `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(mine) || $1)).* FROM ${table} AS mine LIMIT 1`;
    const insert = database.db.asUser(ada, (tx) => tx.query(copy, [{ [ownerColumn(table)]: bob }]));
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  test('the application owns nothing and cannot switch its bounds off', async () => {
    const owned = await database.db.asService((tx) =>
      tx.query(`SELECT relname FROM pg_class WHERE relowner = current_user::regrole`),
    );
    expect(owned).toEqual([]);
    const [role] = await database.db.asService((tx) =>
      tx.query(`SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user`),
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    await expect(
      database.db.asService((tx) => tx.query('ALTER TABLE listens DISABLE ROW LEVEL SECURITY')),
    ).rejects.toThrow(/must be owner/);
    await expect(database.db.asService((tx) => tx.query('CREATE TABLE sneaky (id integer)'))).rejects.toThrow(
      /permission denied/,
    );
  });

  test('a scope ends with its transaction', async () => {
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        database.db.asUser(index % 2 === 0 ? ada : bob, (tx) => tx.query<{ id: string }>('SELECT id FROM users')),
      ),
    );
    expect(seen).toEqual(seen.map((_, index) => [{ id: index % 2 === 0 ? ada : bob }]));
  });

  test('a listener who is deleted leaves nothing behind', async () => {
    await database.db.asService((tx) => tx.query('DELETE FROM users WHERE id = $1', [ada]));
    for (const table of ownTables)
      expect([table, await database.db.asService((tx) => tx.query(count(table), [ada]))]).toEqual([
        table,
        [{ n: 1, own: 0 }],
      ]);
  });
});
