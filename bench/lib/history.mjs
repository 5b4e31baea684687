/**
 * A made-up listener in an empty, migrated database: ten years of listens of tracks with scores, tags, record labels and places on two
 * maps. All from one seed, so that every run has the same rows but for their ids.
 */
import { SCORER_VERSION } from '../../analysis/dist/index.js';
import pg from 'pg';

/** Fills the database where it is empty; gives the listener's id. */
export async function fillDatabase(ownerUrl, { listens, tracks, weeks, mixed }) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const sql = async (text, values = []) => (await client.query(text, values)).rows;
  try {
    const [known] = await sql('SELECT id FROM users');
    if (known !== undefined) return known.id;
    await sql('SELECT setseed(0.42)');
    await sql(`SELECT set_config('bench.scorer', $1, false)`, [SCORER_VERSION]);
    const [{ id }] = await sql(
      `INSERT INTO users (handle, display_name, kind, time_zone) VALUES ('bench', 'Bench', 'local', 'Europe/Berlin') RETURNING id`,
    );
    for (const statement of MUSIC) await sql(statement, [tracks]);
    for (const { space, model, dimensions, share } of MAPS)
      await sql(MAP, [space, model, dimensions, tracks, Math.floor(tracks * share)]);
    await sql(LISTENS, [id, listens, tracks, weeks, NEWEST]);
    await sql(mixed ? MIXED_SOURCES : SOURCES, mixed ? [id] : [id, NEWEST]);
    await sql(DIRTY);
    await sql('VACUUM ANALYZE');
    return id;
  } finally {
    await client.end();
  }
}

const DIRTY = `
  INSERT INTO dirty_weeks (user_id, week_start, reason)
  SELECT DISTINCT user_id, date_trunc('week', listened_at AT TIME ZONE 'Europe/Berlin')::date, 'listens' FROM listens`;

/** The last instant of the history: a Sunday evening. */
export const NEWEST = '2026-11-22T20:00:00Z';

const MAPS = [
  { space: 'audio', model: 'musicnn-msd', dimensions: 200, share: 0.8 },
  { space: 'tag', model: 'tags-1', dimensions: 50, share: 0.95 },
];

/** $1: how many tracks. Their ids are random, as the product's are; `bench_tracks` numbers them. */
const MUSIC = [
  `CREATE TABLE bench_tracks AS SELECT n, gen_random_uuid() AS id FROM generate_series(0, $1::int - 1) AS n`,
  `CREATE TABLE bench_artists AS SELECT n, gen_random_uuid() AS id FROM generate_series(0, $1::int / 7) AS n`,
  `INSERT INTO artists (id, mbid, name, name_key) SELECT id, id, 'Artist ' || n, 'artist ' || n FROM bench_artists WHERE $1::int > 0`,
  `INSERT INTO releases (title, record_label) SELECT 'Release ' || n, CASE WHEN n % 3 = 0 THEN 'Label ' || n % 120 END FROM generate_series(0, $1::int / 10) AS n`,
  `INSERT INTO recordings (id, mbid, title, artist_credit, release_id, match_key)
   SELECT t.id, t.id, 'Title ' || n, 'Artist ' || n / 7, r.id, 'key ' || n FROM bench_tracks t JOIN releases r ON r.title = 'Release ' || t.n / 10 WHERE $1::int > 0`,
  `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
   SELECT t.id, 0, a.id, 'Artist ' || a.n FROM bench_tracks t JOIN bench_artists a ON a.n = t.n / 7 WHERE $1::int > 0`,
  `INSERT INTO recording_tags (recording_id, source, tag, weight)
   SELECT id, 'lastfm', 'tag ' || floor(1500 * power(random(), 2)), greatest(0.01, random())::real
   FROM bench_tracks, generate_series(1, 12) WHERE n % 20 > 0 AND $1::int > 0 ON CONFLICT DO NOTHING`,
  `INSERT INTO artist_tags (artist_id, source, tag, weight)
   SELECT id, 'lastfm', 'tag ' || floor(1500 * power(random(), 2)), greatest(0.01, random())::real
   FROM bench_artists, generate_series(1, 8) WHERE $1::int > 0 ON CONFLICT DO NOTHING`,
  `INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash)
   SELECT id, axis, current_setting('bench.scorer'), value, greatest(0, value - 0.12), least(1, value + 0.12), n % 5 > 0,
     '[{"source": "musicnn", "group": "folksonomy", "value": 0.5, "weight": 1}]', 'bench'
   FROM (SELECT id, n, axis, (0.05 + 0.9 * random())::real AS value FROM bench_tracks,
     unnest(ARRAY['energy', 'valence', 'danceability', 'brightness', 'pumpiness', 'acousticness', 'instrumentalness']) AS axis
     WHERE n % 20 > 0 AND $1::int > 0) AS s`,
];

const MAP = `
  WITH map AS (
    INSERT INTO map_versions (space, model, version, params, track_count, state, published_at)
    VALUES ($1, $2, 1, '{}', $5, 'published', now()) RETURNING id)
  INSERT INTO map_tracks (map_id, recording_id, x, y, vector)
  SELECT map.id, t.id, random() * 20, random() * 20, v.vector
  FROM map, bench_tracks t
  CROSS JOIN LATERAL (SELECT array_agg((random() * 2 - 1)::real) AS vector FROM generate_series(1, $3::int) WHERE t.n >= 0) AS v
  WHERE t.n < $5 AND $4::int > 0`;

// A listener plays some tracks far more than others, and which ones moves with the years.
const LISTENS = `
  INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
  SELECT $1, $5::timestamptz - make_interval(secs => (p.share * $4::int * 604800)::int), t.id, t.id, 'Artist ' || t.n / 7, 'Title ' || t.n
  FROM (SELECT i, (i + random() * 0.5) / $2::int AS share,
               (floor($3::int * power(random(), 2.5) + 0.6 * $3::int * i / $2::int))::int % $3::int AS n
        FROM generate_series(0, $2::int - 1) AS i) AS p
  JOIN bench_tracks t ON t.n = p.n
  ORDER BY p.share DESC ON CONFLICT DO NOTHING`;

// The older part from export files, the newer one from a service, a tenth of the time from both.
const SOURCES = `
  INSERT INTO listen_sources (user_id, listened_at, track_key, source)
  SELECT user_id, listened_at, track_key, source
  FROM listens, (VALUES ('spotify', 0.4, 1.0), ('listenbrainz', 0.0, 0.5)) AS s (source, newest, oldest)
  WHERE user_id = $1 AND extract(epoch FROM $2::timestamptz - listened_at) / (3650 * 86400.0) BETWEEN newest AND oldest`;

// Every other play by another source, so that no week was told of by one alone.
const MIXED_SOURCES = `
  INSERT INTO listen_sources (user_id, listened_at, track_key, source)
  SELECT user_id, listened_at, track_key, (ARRAY['spotify', 'listenbrainz'])[1 + extract(epoch FROM listened_at)::bigint % 2]
  FROM listens WHERE user_id = $1`;
