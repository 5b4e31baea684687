import type { Sql } from '@sidetrack/prisma';
import type { LaneShape, WorkShape } from '../contract/internal/work.ts';
import { isoOrNull } from '../queries/moments.ts';

/** How many tracks one batch of the workflow ExtractAudio takes (workflows/src/tracks-per-batch.ts; a test holds them together). */
export const TRACKS_PER_BATCH = 20;

/** Work that could be done now, of listeners who are not suspended. */
export async function countWork(tx: Sql, now: Date): Promise<WorkShape> {
  const lanes = await tx.query<LaneShape & { lane: string }>(LANES, [now]);
  const others = await tx.query<{ kind: string; count: number }>(OTHERS, [now]);
  const [fallbacks] = await tx.query<{ count: number; lastAt: Date | null }>(FALLBACKS, [now]);
  const laneOf = (name: string): LaneShape => {
    const found = lanes.find(({ lane }) => lane === name);
    return {
      pending: found?.pending ?? 0,
      claimed: found?.claimed ?? 0,
      oldestSeconds: found?.oldestSeconds ?? null,
      tracksPerBatch: TRACKS_PER_BATCH,
    };
  };
  const none = { metadata: 0, tags: 0, match: 0, score: 0, map: 0, imports: 0 };
  return {
    extractGpu: laneOf('gpu'),
    extract: laneOf('cpu'),
    other: { ...none, ...Object.fromEntries(others.map(({ kind, count }) => [kind, count])) },
    gpuFallbacks: { count: fallbacks?.count ?? 0, lastAt: isoOrNull(fallbacks?.lastAt ?? null) },
  };
}

const MAY_WORK = `NOT EXISTS (SELECT FROM users u WHERE u.id = w.user_id AND u.suspended_at IS NOT NULL)`;
const IS_FREE = '(w.claimed_until IS NULL OR w.claimed_until <= $1)';

const LANES = `
  SELECT coalesce(w.lane, 'cpu') AS lane, count(*) FILTER (WHERE ${IS_FREE}) AS pending, count(*) FILTER (WHERE NOT ${IS_FREE}) AS claimed,
         greatest(0, extract(epoch FROM $1::timestamptz - min(w.created_at) FILTER (WHERE ${IS_FREE})))::float8 AS "oldestSeconds"
  FROM pending w WHERE w.kind = 'extract' AND w.due_at <= $1 AND ${MAY_WORK} GROUP BY 1`;

const OTHERS = `
  SELECT w.kind, count(*) AS count FROM pending w WHERE w.kind <> 'extract' AND w.due_at <= $1 AND ${MAY_WORK} GROUP BY w.kind
  UNION ALL
  SELECT 'imports', count(*) FROM imports w WHERE w.state IN ('queued', 'running') AND ${MAY_WORK}`;

const FALLBACKS = `
  SELECT count(*) AS count, max(at) AS "lastAt" FROM gpu_fallbacks WHERE at > $1::timestamptz - interval '7 days'`;
