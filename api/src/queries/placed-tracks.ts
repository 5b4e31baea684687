import { calibrateScore, type AxisCalibration, type Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';

export interface PlacedTrack {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly plays: number;
  /** Null for a track that is not on the map. */
  readonly x: number | null;
  readonly y: number | null;
  readonly value: number | null;
}

interface Asked {
  /** Null where there is no map. */
  readonly mapId: string | null;
  readonly axis: AxisName;
  readonly limit: number;
  /** How the listener hears the axis, where they have labelled it. */
  readonly own: AxisCalibration | undefined;
}

/** Of what a listener has ever heard, the tracks nearest to a place on a map, nearest first. */
export async function readTracksAt(
  tx: Sql,
  userId: string,
  { mapId, axis, limit, own, x, y }: Asked & { x: number; y: number },
): Promise<PlacedTrack[]> {
  return heardBy(await tx.query<SharedRow>(NEAREST, [userId, mapId, axis, limit, x, y]), own);
}

/** What a listener heard between two instants, the most played first; with how much there was in all. */
export async function readTracksDuring(
  tx: Sql,
  userId: string,
  { mapId, axis, limit, own, from, to }: Asked & { from: Date; to: Date },
): Promise<{ tracks: PlacedTrack[]; listens: number; heard: number; placedListens: number }> {
  const values = [userId, mapId, axis, limit, from, to];
  const rows = await tx.query<SharedRow & Totals>(DURING, values);
  const { listens, heard, placedListens } = rows[0] ?? { listens: 0, heard: 0, placedListens: 0 };
  return { listens, heard, placedListens, tracks: heardBy(rows, own) };
}

interface Totals {
  readonly listens: number;
  readonly heard: number;
  readonly placedListens: number;
}

type SharedRow = Omit<PlacedTrack, 'value'> & { readonly score: Bounded | null };

function heardBy(rows: readonly SharedRow[], own: AxisCalibration | undefined): PlacedTrack[] {
  return rows.map(({ recordingId, title, artistCredit, plays, x, y, score }) => {
    const heard = own === undefined ? score : calibrateScore(recordingId, score ?? undefined, own);
    return { recordingId, title, artistCredit, plays, x, y, value: heard?.value ?? null };
  });
}

const COLUMNS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", found.plays, found.x, found.y,
         (SELECT jsonb_build_object('value', s.value, 'low', s.low, 'high', s.high) FROM scores s WHERE s.recording_id = r.id AND s.axis = $3
          ORDER BY scored_at DESC, scorer_version DESC LIMIT 1) AS score`;

const NEAREST = `
  WITH found AS (
    SELECT h.recording_id, h.plays, t.x, t.y, (t.x - $5::float8) ^ 2 + (t.y - $6::float8) ^ 2 AS distance
    FROM heard_recordings h JOIN map_tracks t ON t.map_id = $2 AND t.recording_id = h.recording_id
    WHERE h.user_id = $1 ORDER BY distance, h.recording_id LIMIT $4
  )
  ${COLUMNS}
  FROM found JOIN recordings r ON r.id = found.recording_id ORDER BY found.distance, r.id`;

const DURING = `
  WITH heard AS (
    SELECT recording_id, count(*)::int AS plays FROM listens WHERE user_id = $1 AND listened_at >= $5 AND listened_at < $6 GROUP BY recording_id
  ), placed AS MATERIALIZED (
    SELECT heard.recording_id, heard.plays, t.x, t.y FROM heard
    LEFT JOIN map_tracks t ON t.map_id = $2 AND t.recording_id = heard.recording_id
  ), totals AS (
    SELECT count(*)::int AS heard, coalesce(sum(plays), 0)::int AS listens, coalesce(sum(plays) FILTER (WHERE x IS NOT NULL), 0)::int AS placed FROM placed
  ), found AS (
    SELECT * FROM placed ORDER BY plays DESC, recording_id LIMIT $4
  )
  ${COLUMNS}, totals.listens, totals.heard, totals.placed AS "placedListens"
  FROM found CROSS JOIN totals JOIN recordings r ON r.id = found.recording_id ORDER BY found.plays DESC, r.id`;
