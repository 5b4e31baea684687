import type { SearchArtist } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** Artists whom tracks credit that a listener has heard, with their plays, in any order. */
export function readSearchArtists(tx: Sql, userId: string): Promise<SearchArtist[]> {
  return tx.query<SearchArtist>(ARTISTS, [userId]);
}

// A track that credits one artist twice counts once.
const ARTISTS = `
  WITH credited AS (
    SELECT DISTINCT ra.artist_id, h.recording_id, h.plays
    FROM heard_recordings h JOIN recording_artists ra ON ra.recording_id = h.recording_id WHERE h.user_id = $1
  ), played AS (SELECT artist_id, sum(plays)::int AS plays FROM credited GROUP BY artist_id)
  SELECT a.id, a.name, played.plays FROM played JOIN artists a ON a.id = played.artist_id`;
