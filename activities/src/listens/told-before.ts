import type { Sql } from '@sidetrack/prisma';
import type { ListenRow } from './listen-row.ts';
import type { ListenBatch } from './upsert-listens.ts';

export interface UntoldRows {
  /** Those of the batch that its source has not told of before, or whose mapping is new. */
  readonly rows: readonly ListenRow[];
  /** No play that could be one of them is known yet, be it from this source or from another: none needs to be looked for. */
  readonly areNew: boolean;
}

/**
 * Sets aside what a source tells of again, word for word: of a file that is imported once more nothing is left, and most
 * batches of a first import are found to be new as a whole, by two looks at the time that they span.
 */
export async function setAsideTold(tx: Sql, { userId, source, rows }: ListenBatch): Promise<UntoldRows> {
  const told = await readTold(tx, { userId, source, rows });
  if (told === null) return { rows, areNew: false };
  const untold = rows.filter((row) => !isSame(row, told.mappings.get(keyOf(row.listenedAt.getTime(), row.trackKey))));
  if (untold.length === 0) return { rows: untold, areNew: true };
  if (untold.some(({ listenedAt }) => told.times.has(listenedAt.getTime()))) return { rows: untold, areNew: false };
  const others = await tx.query(OF_OTHERS, [userId, source, ...spanOf(untold)]);
  return { rows: untold, areNew: others.length === 0 };
}

interface ToldPlay {
  readonly listenedAt: number;
  readonly trackKey: string;
  readonly toldAt: number | null;
  readonly toldKey: string | null;
  readonly mappedMbid: string | null;
}

interface Told {
  /** The mapping of each play by the time and key that this source told, which may not be those under which it stands. */
  readonly mappings: ReadonlyMap<string, string | null>;
  /** The times that it told, and those under which the plays stand. */
  readonly times: ReadonlySet<number>;
}

/** What this source told of the span of a batch; null where there is too much of it. */
async function readTold(
  tx: Sql,
  { userId, source, rows }: Pick<ListenBatch, 'userId' | 'source' | 'rows'>,
): Promise<Told | null> {
  const most = rows.length * FEW_TIMES;
  const plays = await tx.query<ToldPlay>(TOLD, [userId, source, ...spanOf(rows), most + 1]);
  if (plays.length > most) return null;
  const mappings = new Map<string, string | null>();
  const times = new Set<number>();
  for (const { listenedAt, trackKey, toldAt, toldKey, mappedMbid } of plays) {
    mappings.set(keyOf(toldAt ?? listenedAt, toldKey ?? trackKey), mappedMbid);
    times.add(listenedAt);
    if (toldAt !== null) times.add(toldAt);
  }
  return { mappings, times };
}

function isSame({ mapping }: ListenRow, known: string | null | undefined): boolean {
  if (known === undefined) return false;
  return mapping === null || mapping.recordingMbid === known;
}

const keyOf = (at: number, key: string): string => `${at} ${key}`;

/** More plays than this many times the batch lie in its span where a file is in no order: looking them all up would cost more than it saves. */
const FEW_TIMES = 4;

/** No two sources tell of one play further apart than this: what another source tells of beyond it is another play. */
const APART_MS = 86_400_000;

function spanOf(rows: readonly ListenRow[]): [Date, Date] {
  let [first, last] = [Infinity, -Infinity];
  for (const { listenedAt } of rows) {
    first = Math.min(first, listenedAt.getTime());
    last = Math.max(last, listenedAt.getTime());
  }
  return [new Date(first - APART_MS), new Date(last + APART_MS)];
}

const TOLD = `
  SELECT (extract(epoch FROM s.listened_at) * 1000)::bigint AS "listenedAt", s.track_key AS "trackKey",
    (extract(epoch FROM s.told_at) * 1000)::bigint AS "toldAt", s.told_key AS "toldKey",
    (SELECT l.mapped_mbid FROM listens l WHERE l.user_id = $1 AND l.listened_at = s.listened_at AND l.track_key = s.track_key) AS "mappedMbid"
  FROM listen_sources s
  WHERE s.user_id = $1 AND s.source = $2 AND s.listened_at BETWEEN $3 AND $4 LIMIT $5`;

const OF_OTHERS = `
  SELECT 1 FROM listens l
  WHERE l.user_id = $1 AND l.listened_at BETWEEN $3 AND $4 AND (
    SELECT s.source FROM listen_sources s
    WHERE s.user_id = $1 AND s.listened_at = l.listened_at AND s.track_key = l.track_key AND s.source = $2) IS NULL
  LIMIT 1`;
