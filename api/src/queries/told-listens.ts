import type { Sql } from '@sidetrack/prisma';

/** A listen as a client of ListenBrainz is told of it. Times are whole seconds since the epoch. */
export interface ToldListen {
  readonly listenedTs: number;
  readonly insertedTs: number;
  readonly trackKey: string;
  readonly artistName: string;
  readonly trackName: string;
  readonly releaseName: string | null;
  readonly durationMs: number | null;
  /** Null where the listen maps to no MusicBrainz recording. */
  readonly mapping: {
    readonly recordingMbid: string;
    readonly recordingName: string;
    readonly releaseMbid: string | null;
    readonly artists: readonly { readonly mbid: string; readonly name: string; readonly joinPhrase: string }[];
  } | null;
}

/** Listens between two exclusive bounds, newest first: with `minTs` the oldest `count` after it, else the newest. */
export async function readToldListens(
  tx: Sql,
  userId: string,
  { count, minTs, maxTs }: { count: number; minTs: number | null; maxTs: number | null },
): Promise<ToldListen[]> {
  const rows = await tx.query<ToldListen>(minTs === null ? NEWEST : OLDEST, [userId, minTs, maxTs, count]);
  return minTs === null ? rows : rows.toReversed();
}

/** Newest and oldest listen of the whole history, 0 where there is none. */
export async function readListenBounds(tx: Sql, userId: string): Promise<{ latestTs: number; oldestTs: number }> {
  const [row] = await tx.query<{ latestTs: number; oldestTs: number }>(BOUNDS, [userId]);
  return row!;
}

/** How many listens there are in all, as it is kept beside them. */
export async function countAllListens(tx: Sql, userId: string): Promise<number> {
  const [row] = await tx.query<{ listens: number }>('SELECT listens FROM listener_totals WHERE user_id = $1', [userId]);
  return row?.listens ?? 0;
}

// listened_at may hold a fraction of a second that its whole seconds do not show: after minTs means from the next second on.
const ofPage = (order: 'ASC' | 'DESC'): string => `
  SELECT floor(extract(epoch FROM l.listened_at))::float8 AS "listenedTs", floor(extract(epoch FROM l.inserted_at))::float8 AS "insertedTs",
    l.track_key AS "trackKey", l.artist_name AS "artistName", l.track_name AS "trackName", l.release_name AS "releaseName",
    coalesce(l.duration_ms, r.duration_ms) AS "durationMs",
    CASE WHEN r.mbid IS NOT NULL THEN jsonb_build_object(
      'recordingMbid', r.mbid, 'recordingName', r.title, 'releaseMbid', (SELECT mbid FROM releases WHERE id = r.release_id),
      'artists', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('mbid', a.mbid, 'name', c.credited_name, 'joinPhrase', c.join_phrase) ORDER BY c.position), '[]')
        FROM recording_artists c JOIN artists a ON a.id = c.artist_id WHERE c.recording_id = r.id AND a.mbid IS NOT NULL)
    ) END AS mapping
  FROM (
    SELECT * FROM listens
    WHERE user_id = $1 AND ($2::float8 IS NULL OR listened_at >= to_timestamp($2 + 1)) AND ($3::float8 IS NULL OR listened_at < to_timestamp($3))
    ORDER BY listened_at ${order}, track_key ${order} LIMIT $4
  ) l JOIN recordings r ON r.id = l.recording_id
  ORDER BY l.listened_at ${order}, l.track_key ${order}`;
const NEWEST = ofPage('DESC');
const OLDEST = ofPage('ASC');

const BOUNDS = `
  SELECT coalesce(floor(extract(epoch FROM max(listened_at))), 0)::float8 AS "latestTs",
    coalesce(floor(extract(epoch FROM min(listened_at))), 0)::float8 AS "oldestTs"
  FROM listens WHERE user_id = $1`;
