import type { Sql } from '@sidetrack/prisma';

/** A recording that the listener heard. MBIDs are those that merged ones were merged into. */
export interface HeardRecording {
  id: string;
  mbid: string | null;
  title: string;
  artist: string;
  /** The credited artists one by one, and their other names; empty where MusicBrainz does not know them. */
  credit: string[];
  aliases: string[];
  releaseTitle: string | null;
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
  title: string | null;
  artist: string | null;
  album: string | null;
  durationSeconds: number | null;
  isGone: boolean;
}

/** What the listener heard, with the credits and other names of artists that MusicBrainz knows. */
export async function heardRecordings(tx: Sql, userId: string): Promise<HeardRecording[]> {
  const heard = await tx.query<Omit<HeardRecording, 'credit' | 'aliases'>>(HEARD, [userId]);
  const credits = await tx.query<{ id: string; names: string[] }>(CREDITS, [userId]);
  const aliases = await tx.query<{ id: string; names: string[] }>(ALIASES, [userId]);
  const [creditOf, aliasesOf] = [credits, aliases].map((rows) => new Map(rows.map(({ id, names }) => [id, names])));
  return heard.map((recording) => ({
    ...recording,
    credit: creditOf!.get(recording.id) ?? [],
    aliases: aliasesOf!.get(recording.id) ?? [],
  }));
}

export const ownFiles = (tx: Sql, userId: string): Promise<OwnFile[]> => tx.query<OwnFile>(FILES, [userId]);

const HEARD = `
  SELECT r.id, coalesce(d.to_mbid, r.mbid) AS mbid, r.title, r.artist_credit AS artist, r.release_title AS "releaseTitle", r.isrcs,
    coalesce(r.duration_ms, heard.duration_ms) / 1000.0::float8 AS "durationSeconds", heard.plays
  FROM (
    SELECT recording_id, count(*)::int AS plays, percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) AS duration_ms
    FROM listens WHERE user_id = $1 GROUP BY recording_id
  ) AS heard
  JOIN recordings r ON r.id = heard.recording_id
  LEFT JOIN recording_redirects d ON d.from_mbid = r.mbid`;

const OF_HEARD = `
  FROM (SELECT recording_id FROM heard_recordings WHERE user_id = $1) AS h
  CROSS JOIN LATERAL (SELECT * FROM recording_artists k WHERE k.recording_id = h.recording_id) AS k
  CROSS JOIN LATERAL (SELECT id FROM artists a WHERE a.id = k.artist_id AND a.mbid IS NOT NULL LIMIT 1) AS a`;

const CREDITS = `
  SELECT h.recording_id AS id, array_agg(k.credited_name ORDER BY k.position) AS names ${OF_HEARD} GROUP BY h.recording_id`;

const ALIASES = `
  SELECT h.recording_id AS id, array_agg(DISTINCT n.name) AS names ${OF_HEARD}
  CROSS JOIN LATERAL (SELECT name FROM artist_aliases WHERE artist_id = a.id) AS n GROUP BY h.recording_id`;

const FILES = `
  SELECT f.id, coalesce(d.to_mbid, f.recording_mbid) AS mbid, f.isrc, f.title, f.artist, f.album,
    f.duration_seconds AS "durationSeconds", f.state = 'gone' AS "isGone"
  FROM audio_files f LEFT JOIN recording_redirects d ON d.from_mbid = f.recording_mbid
  WHERE f.user_id = $1 AND f.state <> 'unreadable' AND f.audio_sha256 IS NOT NULL`;
