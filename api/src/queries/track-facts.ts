import type { Sql } from '@sidetrack/prisma';
import type { TrackFacts } from '../audio-features/features-of.ts';

/**
 * What is known of tracks that are named by their id here, the MBID of a recording (also of one that was merged into another) or
 * an ISRC, in the order in which they are named; null for one that this listener cannot see or that nobody knows. Of several recordings with
 * one ISRC it is that which the listener heard most.
 */
export async function readTrackFacts(
  tx: Sql,
  userId: string,
  named: readonly string[],
): Promise<(TrackFacts | null)[]> {
  const codes = named.map((name) => (isUuid(name) ? null : name.replaceAll('-', '').toUpperCase()));
  const uuids = named.map((name) => (isUuid(name) ? name : null));
  const found = await tx.query<{ place: number; id: string }>(FIND, [userId, uuids, codes]);
  const ids = new Map(found.map(({ place, id }) => [place, id]));
  const facts = await tx.query<TrackFacts>(FACTS, [userId, [...new Set(ids.values())]]);
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return named.map((_, place) => byId.get(ids.get(place) ?? '') ?? null);
}

/** An ISRC has twelve letters and digits, a UUID 32. */
const isUuid = (name: string): boolean => name.replaceAll('-', '').length === 32;

const FIND = `
  SELECT asked.place::int - 1 AS place, coalesce(
    (SELECT id FROM recordings WHERE id = asked.uuid),
    (SELECT id FROM recordings WHERE mbid = asked.uuid),
    (SELECT r.id FROM recording_redirects d JOIN recordings r ON r.mbid = d.to_mbid WHERE d.from_mbid = asked.uuid),
    (
      SELECT r.id FROM recordings r LEFT JOIN heard_recordings h ON h.user_id = $1 AND h.recording_id = r.id
      WHERE asked.isrc IS NOT NULL AND r.isrcs <> '{}' AND r.isrcs @> ARRAY[asked.isrc]
      ORDER BY coalesce(h.plays, 0) DESC, r.id LIMIT 1
    )) AS id
  FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS asked (uuid, isrc, place)`;

const FACTS = `
  SELECT r.id, r.mbid, r.isrcs, r.duration_ms AS "durationMs",
    coalesce((
      SELECT jsonb_object_agg(axis, jsonb_build_object('value', value, 'low', low, 'high', high, 'sources', sources))
      FROM (SELECT DISTINCT ON (axis) * FROM scores WHERE recording_id = r.id ORDER BY axis, scored_at DESC, scorer_version DESC) newest
    ), '{}') AS scores,
    f.values AS measured, f.duration_seconds AS "measuredSeconds",
    (SELECT e.tags FROM embeddings e WHERE e.audio_sha256 = a.audio_sha256 AND e.model = 'vibenet' ORDER BY e.created_at DESC, e.options_hash LIMIT 1) AS heard,
    CASE WHEN b.mbid IS NOT NULL THEN
      jsonb_build_object('bpm', b.bpm, 'key', b.key_key, 'scale', b.key_scale, 'strength', b.key_strength) END AS "acousticBrainz"
  FROM recordings r
  LEFT JOIN LATERAL (
    SELECT file.audio_sha256 FROM audio_matches m JOIN audio_files file ON file.id = m.audio_file_id
    WHERE m.user_id = $1 AND m.recording_id = r.id AND m.chosen
  ) a ON true
  LEFT JOIN LATERAL (
    SELECT values, duration_seconds FROM features WHERE audio_sha256 = a.audio_sha256
    ORDER BY created_at DESC, extractor_version DESC, options_hash LIMIT 1
  ) f ON true
  LEFT JOIN acousticbrainz b ON b.mbid = r.mbid
  WHERE r.id = ANY($2::uuid[])`;
