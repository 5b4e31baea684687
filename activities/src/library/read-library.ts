import type { Sql } from '@sidetrack/prisma';

/** A recording that the listener heard. MBIDs are those that merged ones were merged into. */
export interface HeardRecording {
  id: string;
  mbid: string | null;
  title: string;
  releaseTitle: string | null;
  matchKey: string;
  isrcs: string[];
  /** Of the metadata, else the median of what the listens say. */
  durationSeconds: number | null;
  plays: number;
}

/** A file of the listener whose audio is known. */
export interface OwnFile {
  id: string;
  mbid: string | null;
  isrc: string | null;
  matchKey: string | null;
  title: string | null;
  album: string | null;
  durationSeconds: number | null;
  isGone: boolean;
}

export const heardRecordings = (tx: Sql, userId: string): Promise<HeardRecording[]> =>
  tx.query<HeardRecording>(HEARD, [userId]);

export const ownFiles = (tx: Sql, userId: string): Promise<OwnFile[]> => tx.query<OwnFile>(FILES, [userId]);

const HEARD = `
  SELECT r.id, coalesce(d.to_mbid, r.mbid) AS mbid, r.title, r.release_title AS "releaseTitle", r.match_key AS "matchKey", r.isrcs,
    coalesce(r.duration_ms, heard.duration_ms) / 1000.0::float8 AS "durationSeconds", heard.plays
  FROM (
    SELECT recording_id, count(*)::int AS plays, percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) AS duration_ms
    FROM listens WHERE user_id = $1 GROUP BY recording_id
  ) AS heard
  JOIN recordings r ON r.id = heard.recording_id
  LEFT JOIN recording_redirects d ON d.from_mbid = r.mbid`;

const FILES = `
  SELECT f.id, coalesce(d.to_mbid, f.recording_mbid) AS mbid, f.isrc, f.match_key AS "matchKey", f.title, f.album,
    f.duration_seconds AS "durationSeconds", f.state = 'gone' AS "isGone"
  FROM audio_files f LEFT JOIN recording_redirects d ON d.from_mbid = f.recording_mbid
  WHERE f.user_id = $1 AND f.state <> 'unreadable' AND f.audio_sha256 IS NOT NULL`;
