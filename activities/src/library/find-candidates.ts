import type { Sql } from '@sidetrack/prisma';
import type { Candidate } from './judge-candidate.ts';

/**
 * Every pair of a recording that the listener heard and a file of theirs that share an MBID (merged ones resolved), an ISRC
 * or a folded name. Durations come from the metadata, else from what the listens say (their median).
 */
export async function findCandidates(tx: Sql, userId: string): Promise<Candidate[]> {
  const rows = await tx.query<Row>(CANDIDATES, [userId]);
  return rows.map(({ title, releaseTitle, recordingSeconds, fileTitle, album, fileSeconds, isGone, ...common }) => ({
    ...common,
    recording: { title, releaseTitle, durationSeconds: recordingSeconds },
    file: { title: fileTitle, album, durationSeconds: fileSeconds, isGone },
  }));
}

interface Row extends Omit<Candidate, 'recording' | 'file'> {
  title: string;
  releaseTitle: string | null;
  recordingSeconds: number | null;
  fileTitle: string | null;
  album: string | null;
  fileSeconds: number | null;
  isGone: boolean;
}

const CANDIDATES = `
  WITH heard AS MATERIALIZED (
    SELECT r.id, coalesce(d.to_mbid, r.mbid) AS mbid, r.title, r.release_title, r.match_key, r.isrcs,
      coalesce(r.duration_ms, l.duration_ms) / 1000.0::float8 AS seconds
    FROM (
      SELECT recording_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) AS duration_ms
      FROM listens WHERE user_id = $1 GROUP BY recording_id
    ) AS l
    JOIN recordings r ON r.id = l.recording_id
    LEFT JOIN recording_redirects d ON d.from_mbid = r.mbid
  ), files AS MATERIALIZED (
    SELECT f.id, coalesce(d.to_mbid, f.recording_mbid) AS mbid, f.isrc, f.match_key, f.title, f.album, f.duration_seconds,
      f.state = 'gone' AS is_gone
    FROM audio_files f LEFT JOIN recording_redirects d ON d.from_mbid = f.recording_mbid
    WHERE f.user_id = $1 AND f.state <> 'unreadable' AND f.audio_sha256 IS NOT NULL
  ), pairs AS (
    SELECT heard.id AS recording_id, files.id AS file_id FROM heard JOIN files ON files.mbid = heard.mbid
    UNION
    SELECT heard.id, files.id FROM heard CROSS JOIN LATERAL unnest(heard.isrcs) AS i (isrc) JOIN files ON files.isrc = i.isrc
    UNION
    SELECT heard.id, files.id FROM heard JOIN files ON files.match_key = heard.match_key
  )
  SELECT heard.id AS "recordingId", files.id AS "audioFileId",
    coalesce(heard.mbid = files.mbid, false) AS "sameMbid",
    coalesce(files.isrc = ANY (heard.isrcs), false) AS "sameIsrc",
    coalesce(heard.match_key = files.match_key, false) AS "sameKey",
    coalesce(heard.mbid <> files.mbid, false) AS "otherMbid",
    heard.title, heard.release_title AS "releaseTitle", heard.seconds AS "recordingSeconds",
    files.title AS "fileTitle", files.album, files.duration_seconds AS "fileSeconds", files.is_gone AS "isGone"
  FROM pairs JOIN heard ON heard.id = pairs.recording_id JOIN files ON files.id = pairs.file_id
  ORDER BY heard.id, files.id`;
