import type pg from 'pg';

/**
 * Puts so many more tracks on the published tag map, all heard and scored by the only listener, in forty clouds. Straight into the
 * tables: through the product's own way they would take an hour.
 */
export async function seedManyTracks(owner: pg.Client, count: number): Promise<void> {
  await owner.query('BEGIN');
  await owner.query('SELECT setseed(0.25)');
  // Triggers would count what is put into the counts themselves below.
  await owner.query('SET LOCAL session_replication_role = replica');
  for (const statement of STATEMENTS) await owner.query(statement.replaceAll('COUNT', String(count)));
  await owner.query('COMMIT');
  await owner.query('ANALYZE recordings, scores, map_tracks, heard_recordings');
}

const NEW = `SELECT n, ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid AS id FROM generate_series(1, COUNT) n`;
/** The quantiles of a normal distribution, near enough. */
const NORMAL = '(random() + random() + random() + random() - 2)';

const STATEMENTS = [
  `INSERT INTO recordings (id, title, artist_credit, match_key) SELECT id, 'Track ' || n, 'Artist ' || n % 4000, 'many ' || n FROM (${NEW}) AS new`,
  `INSERT INTO heard_recordings (user_id, recording_id, plays) SELECT users.id, new.id, ceil(1 / (random() + 0.004)) FROM users CROSS JOIN (${NEW}) AS new`,
  `INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash)
   SELECT id, axis, '1', value, greatest(0, value - 0.1), least(1, value + 0.1), false, '[]', 'many'
   FROM (SELECT id, axis, least(1, greatest(0, 0.5 + 0.4 * sin(n % 40) + 0.2 * ${NORMAL}))::real AS value
         FROM (${NEW}) AS new CROSS JOIN unnest(ARRAY['energy', 'valence']) axis) AS drawn`,
  `INSERT INTO map_tracks (map_id, recording_id, x, y, vector)
   SELECT m.id, new.id, 4 * sin(n % 40 * 12.9) + (0.2 + n % 7 / 9.0) * ${NORMAL}, 3 * cos(n % 40 * 78.2) + (0.2 + n % 5 / 8.0) * ${NORMAL},
          array_fill(0::real, ARRAY[16])
   FROM map_versions m CROSS JOIN (${NEW}) AS new WHERE m.state = 'published' AND m.space = 'tag'`,
];
