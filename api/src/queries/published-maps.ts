import type { Sql } from '@sidetrack/prisma';
import type { SpaceName } from '../contract/primitives.ts';

export interface PublishedMap {
  readonly id: string;
  readonly space: SpaceName;
  readonly model: string;
  readonly version: number;
  readonly trackCount: number;
  readonly publishedAt: Date;
  /** When the layout of this version was first shown; null where that is not known. */
  readonly laidOutAt: string | null;
  /** How far that layout moved the median track of the one before, as a share of its width; null where that is not known. */
  readonly moved: number | null;
  /** Whether that was so far that the listener is to be told. */
  readonly announced: boolean;
  /** How many tracks that the listener has heard are on it. */
  readonly tracks: number;
  /** Share of the listener's plays whose track is on it; 0 without plays. */
  readonly coverage: number;
}

/** The maps that are published, with how much of this listener is on each; the newest first within a space. */
export function readPublishedMaps(tx: Sql, userId: string): Promise<PublishedMap[]> {
  return tx.query<PublishedMap>(MAPS, [userId]);
}

const MAPS = `
  WITH heard AS (SELECT recording_id, plays FROM heard_recordings WHERE user_id = $1)
  SELECT m.id, m.space, m.model, m.version, m.track_count AS "trackCount", m.published_at AS "publishedAt",
         m.params ->> 'fittedAt' AS "laidOutAt", (m.params ->> 'moved')::float8 AS moved, coalesce((m.params ->> 'announced')::boolean, false) AS announced,
         coalesce(mine.tracks, 0) AS tracks,
         coalesce(mine.plays::float8 / nullif((SELECT sum(plays) FROM heard)::float8, 0), 0) AS coverage
  FROM map_versions m
  LEFT JOIN LATERAL (
    SELECT count(*) AS tracks, sum(heard.plays) AS plays FROM map_tracks t JOIN heard ON heard.recording_id = t.recording_id WHERE t.map_id = m.id
  ) mine ON true
  WHERE m.state = 'published' AND m.published_at IS NOT NULL
  ORDER BY m.space, m.published_at DESC, m.model`;
