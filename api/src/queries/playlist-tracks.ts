import { calibrateScore, type Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';
import { sureKey, sureTempo } from './sure-sound.ts';

export interface PlaylistTrackRow {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly releaseTitle: string | null;
  readonly mbid: string | null;
  readonly durationSeconds: number | null;
  readonly note: string | null;
  readonly addedAt: Date;
  /** The chosen file: null where there is none. */
  readonly file: {
    readonly root: string;
    readonly relativePath: string;
    readonly durationSeconds: number | null;
    readonly state: 'ready' | 'unreadable' | 'gone';
  } | null;
  readonly tempoBpm: number | null;
  readonly key: ReturnType<typeof sureKey>;
  /** As this listener hears it. */
  readonly energy: number | null;
}

/** The tracks of one playlist in their order, with what an answer, an export and a sending say of each. */
export async function readPlaylistTracks(tx: Sql, userId: string, playlistId: string): Promise<PlaylistTrackRow[]> {
  const rows = await tx.query<Row>(TRACKS, [userId, playlistId]);
  const { energy: own } = await readCalibration(tx, userId);
  return rows.map(({ score, tempo, key, ...row }) => ({
    ...row,
    tempoBpm: sureTempo(tempo),
    key: sureKey(key),
    energy: (own === undefined ? score : calibrateScore(row.recordingId, score ?? undefined, own))?.value ?? null,
  }));
}

type Row = Omit<PlaylistTrackRow, 'tempoBpm' | 'key' | 'energy'> & {
  readonly score: Bounded | null;
  readonly tempo: unknown;
  readonly key: unknown;
};

const TRACKS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", r.release_title AS "releaseTitle", r.mbid,
         coalesce(r.duration_ms / 1000.0::float8, f.duration_seconds) AS "durationSeconds", t.note, t.added_at AS "addedAt",
         CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('root', o.path, 'relativePath', f.relative_path,
           'durationSeconds', f.duration_seconds, 'state', f.state) END AS file,
         s.energy AS score,
         jsonb_build_object('bpm', x.values -> 'tempoBpm', 'confidence', x.values -> 'tempoConfidence') AS tempo,
         jsonb_build_object('name', x.values -> 'key', 'mode', x.values -> 'mode', 'confidence', x.values -> 'keyConfidence') AS key
  FROM playlist_tracks t
  JOIN recordings r ON r.id = t.recording_id
  LEFT JOIN audio_matches m ON m.user_id = $1 AND m.recording_id = r.id AND m.chosen
  LEFT JOIN audio_files f ON f.id = m.audio_file_id
  LEFT JOIN audio_roots o ON o.id = f.root_id
  LEFT JOIN LATERAL (
    SELECT values FROM features WHERE audio_sha256 = f.audio_sha256
    ORDER BY created_at DESC, extractor_version DESC, options_hash LIMIT 1
  ) AS x ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('value', value, 'low', low, 'high', high) AS energy FROM scores
    WHERE recording_id = r.id AND axis = 'energy' ORDER BY scored_at DESC, scorer_version DESC LIMIT 1
  ) AS s ON true
  WHERE t.user_id = $1 AND t.playlist_id = $2 AND t.position IS NOT NULL
  ORDER BY t.position`;
