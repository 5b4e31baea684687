import type { Sql } from '@sidetrack/prisma';
import type { SourceShape } from '../contract/sources.ts';
import { iso } from './moments.ts';

/** Who told of a listener's plays, the source with the most plays first. */
export async function readSources(tx: Sql, userId: string): Promise<SourceShape[]> {
  const told = await tx.query<Told>(TOLD, [userId]);
  const removals = new Map(
    (await tx.query<Removal>(REMOVALS, [userId])).map(({ source, requestedAt, ...counts }) => [
      source,
      { ...counts, requestedAt: iso(requestedAt) },
    ]),
  );
  const connected = new Set((await tx.query<{ service: string }>(CONNECTED, [userId])).map(({ service }) => service));
  return told.map(({ firstAt, latestAt, ...source }) => ({
    ...source,
    firstAt: iso(firstAt),
    latestAt: iso(latestAt),
    isConnected: connected.has(source.source),
    removal: removals.get(source.source) ?? null,
  }));
}

/** Asks for what a source told until now to be taken back; asked for again while it is under way it goes on as it is. */
export async function askForRemoval(
  tx: Sql,
  userId: string,
  { source, plays }: Pick<SourceShape, 'source' | 'plays'>,
): Promise<void> {
  await tx.query(ASK, [userId, source, plays]);
}

interface Told {
  readonly source: string;
  readonly plays: number;
  readonly onlyHere: number;
  readonly firstAt: Date;
  readonly latestAt: Date;
}
interface Removal {
  readonly source: string;
  readonly requestedAt: Date;
  readonly told: number;
  readonly removed: number;
}

// In the order of the primary key, so that the sources of a play stand together without sorting.
const TOLD = `
  SELECT source, count(*)::int AS plays, count(*) FILTER (WHERE alone)::int AS "onlyHere",
    min(listened_at) AS "firstAt", max(listened_at) AS "latestAt"
  FROM (
    SELECT source, listened_at, count(*) OVER (PARTITION BY listened_at, track_key) = 1 AS alone
    FROM listen_sources WHERE user_id = $1
  ) AS words
  GROUP BY source ORDER BY plays DESC, source`;

const REMOVALS = `
  SELECT source, requested_at AS "requestedAt", told::int, removed::int FROM source_removals
  WHERE user_id = $1 AND finished_at IS NULL`;

const CONNECTED = `SELECT service FROM connections WHERE user_id = $1`;

// By the database's clock, as the moments at which sources told.
const ASK = `
  INSERT INTO source_removals AS r (user_id, source, told) VALUES ($1, $2, $3)
  ON CONFLICT (user_id, source) DO UPDATE SET
    told = excluded.told, requested_at = excluded.requested_at, removed = 0, plays = 0, finished_at = NULL
  WHERE r.finished_at IS NOT NULL`;
