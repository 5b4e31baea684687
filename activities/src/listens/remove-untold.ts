import type { Sql } from '@sidetrack/prisma';
import { markWeeks } from './note-new-work.ts';

export interface Untold {
  readonly userId: string;
  readonly source: string;
  /** From here to the newest, `seen` is all that the source tells of: `<milliseconds> <track key>`. */
  readonly from: Date;
  readonly seen: ReadonlySet<string>;
  /** By how many the source has fewer plays than are known of it: more than that are never removed. */
  readonly atMost: number;
}

/**
 * Takes back a source's word for plays that it no longer tells of; a play that no other source tells of goes with it.
 * What came from a file stays: the file still tells of it.
 * @returns how many plays lost this source
 */
export async function removeUntold(tx: Sql, { userId, source, from, seen, atMost }: Untold): Promise<number> {
  const known = await tx.query<{ listenedAt: Date; trackKey: string; toldAt: Date; toldKey: string }>(KNOWN, [
    userId,
    source,
    from,
  ]);
  const untold = known.filter(({ toldAt, toldKey }) => !seen.has(`${toldAt.getTime()} ${toldKey}`));
  if (untold.length === 0 || untold.length > atMost) return 0;
  const keys = [userId, untold.map(({ listenedAt }) => listenedAt), untold.map(({ trackKey }) => trackKey)];
  await tx.query(TAKE_BACK, [...keys, source]);
  await tx.query(REMOVE, keys);
  await markWeeks(
    tx,
    userId,
    untold.map(({ listenedAt }) => listenedAt),
    'deleted',
  );
  return untold.length;
}

const KNOWN = `
  SELECT listened_at AS "listenedAt", track_key AS "trackKey", coalesce(told_at, listened_at) AS "toldAt", coalesce(told_key, track_key) AS "toldKey"
  FROM listen_sources
  WHERE user_id = $1 AND source = $2 AND listened_at >= $3 AND coalesce(told_at, listened_at) >= $3 AND import_id IS NULL
  ORDER BY listened_at, track_key`;

const KEYS = 'unnest($2::timestamptz[], $3::uuid[]) AS k (listened_at, track_key)';

const TAKE_BACK = `
  DELETE FROM listen_sources s USING ${KEYS}
  WHERE s.user_id = $1 AND s.listened_at = k.listened_at AND s.track_key = k.track_key AND s.source = $4`;

const REMOVE = `
  DELETE FROM listens l USING ${KEYS}
  WHERE l.user_id = $1 AND l.listened_at = k.listened_at AND l.track_key = k.track_key
    AND NOT EXISTS (
      SELECT FROM listen_sources s WHERE s.user_id = l.user_id AND s.listened_at = l.listened_at AND s.track_key = l.track_key)`;
