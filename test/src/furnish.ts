import type { Database } from '@sidetrack/prisma';
import { seedIds } from './api-seed.ts';

const { listener, track, trackWithoutFile } = seedIds;

/** Ids of what is added. */
export const furnished = {
  own: '00000000-0000-4000-8000-002100000001',
  otherOwn: '00000000-0000-4000-8000-002100000002',
  artist: '00000000-0000-4000-8000-002200000001',
  playlist: '00000000-0000-4000-8000-002300000001',
} as const;
const { own, otherOwn, artist, playlist } = furnished;

/** Gives the seed's listener all that one can have: tracks of their own, labels, playlists, alerts, decisions, settings. */
export async function furnish(db: Database, { music }: { music: string }): Promise<void> {
  await db.asService(async (tx) => {
    for (const statement of STATEMENTS) await tx.query(statement);
    await tx.query(`UPDATE audio_roots SET path = $2 WHERE user_id = $1`, [listener, music]);
  });
}

const AT = `'2026-11-18T20:00:00Z'::timestamptz`;
const L = `'${listener}'::uuid`;

const STATEMENTS = [
  `DELETE FROM pending`,
  `UPDATE users SET time_zone_since = '2026-06-01', display_name = 'Ana', created_at = ${AT},
     settings = '{"options": {"stems": true}, "imports": {"podcasts": false}}' WHERE id = ${L}`,
  `UPDATE connections SET created_at = ${AT}, newest_listened_at = '2026-11-16T15:00:00Z', remote_count = 234 WHERE user_id = ${L}`,
  `INSERT INTO former_time_zones (user_id, since, time_zone) VALUES (${L}, '1970-01-01', 'Asia/Tokyo')`,
  `INSERT INTO recordings (id, title, artist_credit, release_title, duration_ms, isrcs, match_key, private_user_id, created_at) VALUES
     ('${own}', 'Harbour Lights', 'The Tidewaters', 'Low Season', 215000, '{QZES71234567}', 'the tidewaters|harbour lights', ${L}, ${AT}),
     ('${otherOwn}', 'Never Heard', 'The Tidewaters', NULL, NULL, '{}', 'the tidewaters|never heard', ${L}, ${AT})`,
  `INSERT INTO artists (id, name, name_key, private_user_id, created_at) VALUES ('${artist}', 'The Tidewaters', 'the tidewaters', ${L}, ${AT})`,
  `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
   SELECT id, 0, '${artist}', 'The Tidewaters' FROM recordings WHERE private_user_id = ${L}`,
  `INSERT INTO recording_tags (recording_id, source, tag, weight, fetched_at) VALUES ('${own}', 'lastfm', 'folk', 0.75, ${AT}), ('${own}', 'lastfm', 'rock', 0.25, ${AT})`,
  `INSERT INTO tag_fetches (recording_id, source, fetched_at, tag_count) VALUES ('${own}', 'lastfm', ${AT}, 2), ('${otherOwn}', 'lastfm', ${AT}, 0)`,
  `INSERT INTO map_tracks (map_id, recording_id, x, y, vector) SELECT id, '${own}', 1.25, -0.5, ARRAY[0.1, 0.9] FROM map_versions WHERE space = 'tag'`,
  `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name, release_name, duration_ms, inserted_at)
   SELECT ${L}, '2026-11-13T10:00:00Z'::timestamptz - make_interval(weeks => w), ('00000000-0000-4000-8000-' || lpad(w::text, 12, '9'))::uuid, '${own}', 'The Tidewaters', 'Harbour Lights',
          'Low Season', 215000, ${AT} FROM generate_series(0, 12) w`,
  `INSERT INTO listen_sources (user_id, listened_at, track_key, source, import_id, told_at, told_key, seen_at)
   SELECT user_id, listened_at, track_key, source, CASE source WHEN 'spotify' THEN '${seedIds.import}'::uuid END,
          CASE source WHEN 'lastfm' THEN listened_at + interval '215 seconds' END, CASE source WHEN 'lastfm' THEN ('00000000-0000-4000-8001-' || right(track_key::text, 12))::uuid END, ${AT}
   FROM listens, unnest(ARRAY['spotify', 'lastfm']) source WHERE user_id = ${L} AND recording_id = '${own}'`,
  `INSERT INTO labels (id, user_id, recording_id, axis, kind, value, other_recording_id, created_at, withdrawn_at) VALUES
     ('00000000-0000-4000-8000-009900000000', ${L}, '${otherOwn}', 'valence', 'absolute', 0.25, NULL, ${AT}, ${AT}),
     ('00000000-0000-4000-8000-009900000001', ${L}, '${own}', 'energy', 'pairwise', 0.75, '${track}', ${AT}, NULL)`,
  `INSERT INTO playlists (id, user_id, name, revision, created_at, updated_at, sent_mbid, sent_at, sent_revision)
   VALUES ('${playlist}', ${L}, 'Evening', 3, ${AT}, ${AT}, '00000000-0000-4000-8000-009900000002', ${AT}, 2)`,
  `INSERT INTO playlist_tracks (playlist_id, recording_id, user_id, position, note, added_at, removed_at) VALUES
     ('${playlist}', '${own}', ${L}, 0, 'first', ${AT}, NULL), ('${playlist}', '${track}', ${L}, 1, NULL, ${AT}, NULL),
     ('${playlist}', '${trackWithoutFile}', ${L}, NULL, NULL, ${AT}, ${AT})`,
  `INSERT INTO alerts (user_id, id, axis, week_start, since, baseline_from, direction, size, low, high, attribution, regime, announced, stands, raised_at, dismissed_at)
   VALUES (${L}, '00000000-0000-4000-8000-009900000003', 'valence', '2026-09-07', '2026-08-31', '2026-05-04', 'up', 0.2, 0.1, 0.3,
     '{"before": 0.5, "after": 0.7, "evidence": 0.2, "artists": [{"artist": "The Tidewaters", "artistId": "${artist}", "shareBefore": 0, "shareAfter": 0.5,
       "change": 0.2, "mix": 0.2, "within": 0}], "otherArtists": {"count": 0, "change": 0}, "tracks": [], "otherTracks": {"count": 0, "change": 0}}', 'test', true, true, ${AT}, ${AT})`,
  `INSERT INTO path_mappings (id, user_id, server, from_path, to_path) VALUES ('00000000-0000-4000-8000-009900000004', ${L}, 'navidrome', '/music', '/srv/music')`,
  `INSERT INTO shares (id, user_id, token, card, created_at) VALUES ('00000000-0000-4000-8000-009900000005', ${L}, 'AAAAAAAAAAAAAAAAAAAAAA',
     '{"kind": "week", "title": "Week 46", "from": "2026-11-09", "to": "2026-11-15", "inProgress": false, "name": "Ana", "listens": 8, "sentence": null,
       "months": null, "axes": null, "coverage": null, "artists": [{"name": "Artist 1", "plays": 3}], "tracks": null}', ${AT})`,
  `INSERT INTO recording_decisions (id, user_id, kind, from_recording_id, into_recording_id, decided_at)
   VALUES ('00000000-0000-4000-8000-009900000006', ${L}, 'merge', '${otherOwn}', '${own}', ${AT})`,
  `INSERT INTO recording_decision_listens (decision_id, user_id, listened_at, track_key)
   SELECT '00000000-0000-4000-8000-009900000006', user_id, listened_at, track_key FROM listens WHERE user_id = ${L} AND recording_id = '${own}' AND listened_at > '2026-11-01'`,
  `DELETE FROM scores`,
  `INSERT INTO pending (kind, subject, reason, due_at) SELECT 'score', id::text, 'test', ${AT} FROM recordings`,
  `INSERT INTO dirty_weeks (user_id, week_start, reason) SELECT user_id, week_start, 'test' FROM weeks WHERE user_id = ${L}`,
];
