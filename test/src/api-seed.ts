import type { Database, Sql } from '@sidetrack/prisma';

/** The moment at which the seeded listener stands: a Wednesday evening, in the middle of 2026-W47. */
export const SEED_NOW = new Date('2026-11-18T20:30:00.000Z');

/** Ids of what the seed holds; of a listener each, where they are private. */
export const seedIds = {
  listener: id(1, 0),
  other: id(1, 1),
  track: id(2, 0),
  /** Unmapped, and private to the other listener. */
  othersTrack: id(2, 99),
  trackWithoutFile: id(2, 11),
  job: id(3, 0),
  othersJob: id(3, 1),
  import: id(4, 0),
  othersImport: id(4, 1),
  label: id(5, 0),
  othersLabel: id(5, 1),
  token: id(6, 0),
  othersToken: id(6, 1),
} as const;

/**
 * Two listeners who have everything an answer can hold, the same to the byte in every run: the local one with 30 weeks, files,
 * scores, maps, jobs and an import, and another one whose rows must never be seen.
 */
export async function seedApi(db: Database): Promise<void> {
  await db.asService(async (tx) => {
    await tx.query(
      `INSERT INTO users (id, handle, display_name, kind, time_zone) VALUES ($1, 'local', 'You', 'local', 'Europe/Lisbon'), ($2, 'other', 'Other', 'hosted', 'UTC')`,
      [seedIds.listener, seedIds.other],
    );
    for (const statement of music) await tx.query(filled(statement, seedIds.other, 1));
    for (const userId of [seedIds.listener, seedIds.other]) await seedListener(tx, userId);
  });
}

async function seedListener(tx: Sql, userId: string): Promise<void> {
  const owner = userId === seedIds.listener ? 0 : 1;
  for (const statement of ofListener) await tx.query(filled(statement, userId, owner));
}

function filled(statement: string, userId: string, owner: number): string {
  return statement.replaceAll('$1', `'${userId}'::uuid`).replaceAll('$2', String(owner));
}

/** 00000000-0000-4000-8000-KKKKNNNNNNNN: kind and number. */
function id(kind: number, number: number): string {
  return `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(number).padStart(8, '0')}`;
}

/** The same in SQL. */
const sqlId = (kind: number, number: string): string =>
  `('00000000-0000-4000-8000-' || lpad('${kind}', 4, '0') || lpad((${number})::text, 8, '0'))::uuid`;

const AT = `'2026-11-18T20:00:00Z'::timestamptz`;
const AXES = `ARRAY['energy', 'valence', 'danceability', 'brightness', 'pumpiness', 'acousticness', 'instrumentalness']`;

/** Shared facts: twelve tracks of four artists, ten of them scored, and one map a space. $1: the other listener. */
const music = [
  `INSERT INTO recordings (id, mbid, title, artist_credit, release_title, duration_ms, match_key, created_at)
   SELECT ${sqlId(2, 'n')}, ${sqlId(20, 'n')}, 'Track ' || n, 'Artist ' || n % 4, 'Release ' || n % 3, 180000 + 1000 * n, 'key ' || n, ${AT} FROM generate_series(0, 11) n`,
  `INSERT INTO recordings (id, title, artist_credit, match_key, private_user_id, created_at) VALUES (${sqlId(2, '99')}, 'Private', 'Nobody', 'private', $1, ${AT})`,
  `INSERT INTO recording_tags (recording_id, source, tag, weight, fetched_at)
   SELECT ${sqlId(2, 'n')}, 'lastfm', (ARRAY['rock', 'electronic', 'folk'])[n % 3 + 1], 1 - n / 20.0, ${AT} FROM generate_series(0, 9) n`,
  `INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash, scored_at)
   SELECT ${sqlId(2, 'n')}, axis, '1', 0.3 + n * 0.05, 0.2 + n * 0.05, 0.4 + n * 0.05, n < 6,
          '[{"source": "tags", "group": "tags", "value": 0.5, "weight": 1}]', 'hash', ${AT}
   FROM generate_series(0, 9) n, unnest(${AXES}) axis`,
  `INSERT INTO features (audio_sha256, extractor_version, options_hash, duration_seconds, values, created_at)
   SELECT decode(lpad(n::text, 64, '0'), 'hex'), '1', 'o', 180 + n, jsonb_build_object('tempoBpm', 120.123456789 + n, 'key', 'C'), ${AT} FROM generate_series(0, 5) n`,
  `INSERT INTO contours (audio_sha256, extractor_version, options_hash, values, segments, created_at)
   SELECT decode(lpad(n::text, 64, '0'), 'hex'), '1', 'o',
          '{"levelDb": [-12.5, null], "spectralCentroidHz": [1500, null], "onsetStrength": [1.5, 0], "percussiveRatio": [0.25, null],
            "chroma": [[1, 0, 0, 0, 0.5, 0, 0, 0.75, 0, 0, 0, 0], null]}',
          '[{"startSeconds": 0, "endSeconds": 1, "novelty": 0, "values": {"tempoBpm": 120}}]', ${AT} FROM generate_series(0, 5) n`,
  `INSERT INTO embeddings (audio_sha256, model, model_sha256, options_hash, vector, created_at)
   SELECT decode(lpad(n::text, 64, '0'), 'hex'), 'musicnn-msd', 'm', 'o', ARRAY[n, 1], ${AT} FROM generate_series(0, 5) n`,
  `INSERT INTO map_versions (id, space, model, version, params, track_count, state, created_at, published_at)
   VALUES (${sqlId(7, '0')}, 'audio', 'musicnn-msd', 1, '{}', 6, 'published', ${AT}, ${AT}), (${sqlId(7, '1')}, 'tag', 'tags-1', 2, '{}', 10, 'published', ${AT}, ${AT})`,
  `INSERT INTO map_tracks (map_id, recording_id, x, y, vector)
   SELECT ${sqlId(7, 'm')}, ${sqlId(2, 'n')}, sin(n) * 3, cos(n) * 2, ARRAY[n, m] FROM generate_series(0, 1) m, generate_series(0, 9) n WHERE m = 1 OR n < 6`,
  `INSERT INTO pending (kind, user_id, subject, reason, due_at) SELECT 'score', NULL, 'waiting ' || n, 'seed', ${AT} FROM generate_series(1, 3) n`,
];

/** One listener's own rows. $1: their id; $2: 0 for the local one, 1 for the other. */
const ofListener = [
  // Eight plays a week for thirty weeks up to the current one, which has two so far; later weeks lean to later tracks.
  `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name, release_name, inserted_at)
   SELECT $1, '2026-11-16T10:00:00Z'::timestamptz - make_interval(weeks => w) + make_interval(hours => p * 5), ${sqlId(8, 'w * 10 + p')},
          ${sqlId(2, '(p * 3 + w / 3) % 12')}, 'Artist ' || (p * 3 + w / 3) % 4, 'Track ' || (p * 3 + w / 3) % 12, NULL, ${AT}
   FROM generate_series(0, 29) w, generate_series(0, 7) p WHERE (w > 0 OR p < 2)`,
  `INSERT INTO listen_sources (user_id, listened_at, track_key, source, seen_at)
   SELECT user_id, listened_at, track_key, source, ${AT} FROM listens, unnest(ARRAY['listenbrainz', 'import']) source
   WHERE user_id = $1 AND (source = 'listenbrainz' OR recording_id = ${sqlId(2, '0')})`,
  `INSERT INTO weeks (user_id, week_start, listens, distinct_tracks, effective_artists, audio_coverage, score_coverage, axes, moods, top_artists, top_tracks, computed_at)
   SELECT $1, '2026-11-16'::date - 7 * w, CASE w WHEN 0 THEN 2 ELSE 8 END, 6, 3.123456789 + w / 7.0, 0.5, 0.875,
          (SELECT jsonb_object_agg(axis, CASE WHEN axis = 'pumpiness' THEN NULL ELSE
             jsonb_build_object('mean', 0.4 + w / 100.0, 'low', 0.35 + w / 100.0, 'high', 0.45 + w / 100.0, 'spread', 0.1, 'coverage', 0.875, 'ownDeviation', 0.01) END) FROM unnest(${AXES}) axis),
          '{}', '[{"artist": "Artist 1", "plays": 3}]',
          jsonb_build_array(jsonb_build_object('recordingId', ${sqlId(2, '1')}, 'title', 'Track 1', 'artistCredit', 'Artist 1', 'plays', 2)), ${AT}
   FROM generate_series(0, 29) w`,
  `INSERT INTO week_slices (user_id, week_start, source, listens, score_coverage, moods)
   SELECT $1, '2026-11-16'::date - 7 * w, source, CASE WHEN w = 0 THEN 2 WHEN source = 'import' THEN 1 ELSE 8 END, 0.875,
          '{"upbeat": 0.5, "melancholic": 0.375, "unscored": 0.125}'
   FROM generate_series(0, 29) w, unnest(ARRAY['listenbrainz', 'import']) source`,
  `INSERT INTO week_vectors (user_id, week_start, space, model, centroid, momentum, plays, coverage)
   SELECT $1, '2026-11-16'::date - 7 * w, space, CASE space WHEN 'audio' THEN 'musicnn-msd' ELSE 'tags-1' END, ARRAY[w, 1],
          CASE WHEN w < 29 THEN 0.1 + w / 50.0 END, 8, CASE space WHEN 'audio' THEN 0.5 ELSE 0.75 END
   FROM generate_series(0, 29) w, unnest(ARRAY['audio', 'tag']) space`,
  `INSERT INTO map_weeks (map_id, user_id, week_start, x, y, spread_x, spread_y, plays, coverage)
   SELECT ${sqlId(7, 'm')}, $1, '2026-11-16'::date - 7 * w, w / 10.0, 1 - w / 10.0, 0.5, 0.4, 8, 0.5 + m / 4.0 FROM generate_series(0, 29) w, generate_series(0, 1) m`,
  `INSERT INTO audio_roots (id, user_id, path, next_due_at, last_scanned_at) VALUES (${sqlId(9, '$2')}, $1, '/music', ${AT}, ${AT})`,
  `INSERT INTO audio_files (id, user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256, container, duration_seconds, title, artist, state, state_reason, seen_at)
   SELECT ${sqlId(10, '$2 * 100 + n')}, $1, ${sqlId(9, '$2')}, 'file ' || n || '.ogg', 1000, ${AT}, CASE WHEN n < 7 THEN decode(lpad(n::text, 64, '0'), 'hex') END, 'ogg', 180 + n,
          'Track ' || n, 'Artist ' || n % 4, CASE WHEN n = 7 THEN 'unreadable' ELSE 'ready' END, CASE WHEN n = 7 THEN 'The file is empty.' END, ${AT}
   FROM generate_series(0, 7) n`,
  `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen, decided_at)
   SELECT $1, ${sqlId(2, 'n')}, ${sqlId(10, '$2 * 100 + n')}, CASE WHEN n < 3 THEN 'mbid' ELSE 'name' END, 1 - n / 10.0, true, ${AT} FROM generate_series(0, 5) n`,
  `INSERT INTO labels (id, user_id, recording_id, axis, value, created_at) VALUES (${sqlId(5, '$2')}, $1, ${sqlId(2, '0')}, 'energy', 0.9, ${AT})`,
  `INSERT INTO api_tokens (id, user_id, name, token_hash, scopes, created_at) VALUES (${sqlId(6, '$2')}, $1, 'script', decode(lpad('$2', 64, '0'), 'hex'), '{read}', ${AT})`,
  `INSERT INTO connections (id, user_id, service, external_name, next_due_at, interval_seconds, last_synced_at, backfill_complete)
   VALUES (${sqlId(11, '$2')}, $1, 'listenbrainz', 'name-there', ${AT}, 60, ${AT}, true)`,
  `INSERT INTO imports (id, user_id, file_name, stored_path, file_sha256, format, state, rows_read, imported, duplicates, skipped, failed, created_at, finished_at)
   VALUES (${sqlId(4, '$2')}, $1, 'listens.zip', '/nowhere', '\\x00', 'listenbrainz-export', 'done', 10, 6, 1, '{"no track name": 2}', 1, ${AT}, ${AT})`,
  `INSERT INTO import_failures (import_id, user_id, file, line, reason) VALUES (${sqlId(4, '$2')}, $1, 'listens/2026/1.jsonl', 7, 'Not a JSON object.')`,
  `INSERT INTO jobs (id, user_id, kind, workflow_id, state, progress, result, created_at, updated_at)
   VALUES (${sqlId(3, '$2')}, $1, 'sync-listens', 'sync-listens/seed', 'done', '{"done": 10, "total": 10, "unit": "listens", "secondsLeft": 0, "message": null}', '{"imported": 10}', ${AT}, ${AT})`,
];
