import { AXES, calibrateScore, type Bounded, type Calibration } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';

export interface ListenRow {
  readonly listenedAt: Date;
  readonly recordingId: string;
  readonly trackName: string;
  readonly artistName: string;
  readonly releaseName: string | null;
  readonly sources: string[];
  readonly scores: Record<string, number> | null;
}

/**
 * Listens before a moment, newest first: `limit` of them, and those that share the second of the last one, so that a page
 * that begins before that second misses none.
 */
export async function readRecentListens(
  tx: Sql,
  userId: string,
  page: { before: Date | null; limit: number },
): Promise<ListenRow[]> {
  const rows = await tx.query<SharedRow>(RECENT, [userId, page.before, page.limit]);
  const calibration = await readCalibration(tx, userId);
  return rows.map((row) => ({ ...row, scores: heardScores(row, calibration) }));
}

type SharedRow = Omit<ListenRow, 'scores'> & { readonly scores: Readonly<Record<string, Bounded>> | null };

/** The values of a track's scores as this listener hears them. */
function heardScores({ recordingId, scores }: SharedRow, calibration: Calibration): Record<string, number> | null {
  const values = AXES.flatMap((axis) => {
    const own = calibration[axis];
    const score = scores?.[axis];
    const heard = own === undefined ? score : calibrateScore(recordingId, score, own);
    return heard == null ? [] : [[axis, heard.value] as const];
  });
  return values.length === 0 ? null : Object.fromEntries(values);
}

/** Whether there is any listen before a moment. */
export async function hasListensBefore(tx: Sql, userId: string, before: Date): Promise<boolean> {
  return (
    (await tx.query('SELECT FROM listens WHERE user_id = $1 AND listened_at < $2 LIMIT 1', [userId, before])).length > 0
  );
}

const RECENT = `
  WITH edge AS (
    SELECT min(listened_at) AS at FROM (
      SELECT listened_at FROM listens WHERE user_id = $1 AND ($2::timestamptz IS NULL OR listened_at < $2) ORDER BY listened_at DESC LIMIT $3
    ) newest
  )
  SELECT l.listened_at AS "listenedAt", l.recording_id AS "recordingId", l.track_name AS "trackName", l.artist_name AS "artistName",
         l.release_name AS "releaseName",
         ARRAY(SELECT s.source FROM listen_sources s
               WHERE s.user_id = l.user_id AND s.listened_at = l.listened_at AND s.track_key = l.track_key ORDER BY s.source) AS sources,
         (SELECT jsonb_object_agg(axis, jsonb_build_object('value', value, 'low', low, 'high', high)) FROM (
            SELECT DISTINCT ON (axis) axis, value, low, high FROM scores s WHERE s.recording_id = l.recording_id ORDER BY axis, scored_at DESC, scorer_version DESC
          ) newest) AS scores
  FROM listens l
  WHERE l.user_id = $1 AND l.listened_at >= (SELECT at FROM edge) AND ($2::timestamptz IS NULL OR l.listened_at < $2)
  ORDER BY l.listened_at DESC, l.track_key`;
