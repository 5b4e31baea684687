import { artistKey, calibrateScore, type Bounded, type MixtapeTrack } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';
import { sureKey, sureTempo } from './sure-sound.ts';

/** Those of these recordings that are on the map, with what a mixtape needs to know; energy as this listener hears it. */
export async function readMixtapeTracks(
  tx: Sql,
  userId: string,
  { mapId, recordingIds }: { mapId: string; recordingIds: readonly string[] },
): Promise<MixtapeTrack[]> {
  const rows = await tx.query<Row>(TRACKS, [userId, mapId, recordingIds]);
  const { energy: own } = await readCalibration(tx, userId);
  return rows.map(({ artist, energy, tempo, key, ...row }) => ({
    ...row,
    artistKey: artistKey(artist),
    energy: (own === undefined ? energy : calibrateScore(row.recordingId, energy ?? undefined, own))?.value ?? null,
    tempoBpm: sureTempo(tempo),
    key: sureKey(key),
  }));
}

interface Row {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  /** The first credited artist; without metadata the credit as it was told. */
  readonly artist: string;
  readonly durationSeconds: number | null;
  readonly x: number;
  readonly y: number;
  readonly vector: number[];
  readonly energy: Bounded | null;
  readonly tempo: unknown;
  readonly key: unknown;
}

// A duration told with the recording goes before that of the listener's own file.
const TRACKS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(a.name, r.artist_credit) AS artist,
         coalesce(r.duration_ms / 1000.0::float8, x.duration_seconds) AS "durationSeconds", t.x, t.y, t.vector, s.energy,
         jsonb_build_object('bpm', x.values -> 'tempoBpm', 'confidence', x.values -> 'tempoConfidence') AS tempo,
         jsonb_build_object('name', x.values -> 'key', 'mode', x.values -> 'mode', 'confidence', x.values -> 'keyConfidence') AS key
  FROM map_tracks t
  JOIN recordings r ON r.id = t.recording_id
  LEFT JOIN LATERAL (
    SELECT ar.name FROM recording_artists ra JOIN artists ar ON ar.id = ra.artist_id
    WHERE ra.recording_id = r.id ORDER BY ra.position LIMIT 1
  ) AS a ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('value', value, 'low', low, 'high', high) AS energy FROM scores
    WHERE recording_id = r.id AND axis = 'energy' ORDER BY scored_at DESC, scorer_version DESC LIMIT 1
  ) AS s ON true
  LEFT JOIN LATERAL (
    SELECT f.duration_seconds, f.values
    FROM audio_matches m JOIN audio_files af ON af.id = m.audio_file_id JOIN features f ON f.audio_sha256 = af.audio_sha256
    WHERE m.user_id = $1 AND m.recording_id = r.id AND m.chosen
    ORDER BY f.created_at DESC, f.extractor_version DESC, f.options_hash LIMIT 1
  ) AS x ON true
  WHERE t.map_id = $2 AND t.recording_id = ANY($3::uuid[])
  ORDER BY r.id`;
