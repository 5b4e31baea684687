import type { Sql } from '@sidetrack/prisma';
import type { MixtapeOriginShape } from '../contract/playlist-shapes.ts';

export interface PlaylistRow {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly trackCount: number;
  readonly totalSeconds: number;
  readonly unknownDurations: number;
  readonly withoutFile: number;
  readonly withoutMbid: number;
  readonly mixtape: MixtapeOriginShape | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly sentMbid: string | null;
  readonly sentAt: Date | null;
  readonly sentRevision: number | null;
}

/** The listener's playlists, the one changed last first; deleted ones are not among them. */
export function readPlaylists(tx: Sql, userId: string): Promise<PlaylistRow[]> {
  return tx.query<PlaylistRow>(`${SELECT} ${GROUP} ORDER BY p.updated_at DESC, p.id`, [userId]);
}

export async function readPlaylist(tx: Sql, userId: string, id: string): Promise<PlaylistRow | undefined> {
  const [row] = await tx.query<PlaylistRow>(`${SELECT} AND p.id = $2 ${GROUP}`, [userId, id]);
  return row;
}

const SELECT = `
  SELECT p.id, p.name, p.revision, p.mixtape, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
         p.sent_mbid AS "sentMbid", p.sent_at AS "sentAt", p.sent_revision AS "sentRevision",
         count(r.id) AS "trackCount",
         coalesce(sum(coalesce(r.duration_ms / 1000.0::float8, f.duration_seconds)), 0::float8) AS "totalSeconds",
         count(r.id) FILTER (WHERE coalesce(r.duration_ms / 1000.0::float8, f.duration_seconds) IS NULL) AS "unknownDurations",
         count(r.id) FILTER (WHERE f.state IS DISTINCT FROM 'ready') AS "withoutFile",
         count(r.id) FILTER (WHERE r.mbid IS NULL) AS "withoutMbid"
  FROM playlists p
  LEFT JOIN playlist_tracks t ON t.playlist_id = p.id AND t.position IS NOT NULL
  LEFT JOIN recordings r ON r.id = t.recording_id
  LEFT JOIN audio_matches m ON m.user_id = $1 AND m.recording_id = r.id AND m.chosen
  LEFT JOIN audio_files f ON f.id = m.audio_file_id
  WHERE p.user_id = $1 AND p.deleted_at IS NULL`;
const GROUP = 'GROUP BY p.id';
