import type { Sql } from '@sidetrack/prisma';
import { activityContext } from '../context.ts';
import { parseListen } from '../listenbrainz/parse-listen.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import { holdToListenQuota } from '../quotas/quotas.ts';
import type { Deps } from '../types.ts';
import { sourceOf } from './source-of.ts';

const BATCH_ROWS = 1000;
/** Batches that one activity writes before it hands back. */
const BATCHES = 20;

/**
 * Writes what scrobblers pushed for this listener, in the order in which it came, in steps of a thousand plays: a step and its
 * place in the queue change in one transaction, so that a kill at any moment neither loses a play nor writes one twice.
 * @throws ListenQuotaError what goes beyond the quota waits until there is room
 */
export async function writePushedListens(
  deps: Deps,
  { userId }: { userId: string },
): Promise<{ written: number; remaining: number }> {
  const { signal, heartbeat } = activityContext(deps);
  let written = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    signal.throwIfAborted();
    const taken = await deps.db.asUser(userId, (tx) => writeBatch(tx, userId, deps));
    if (taken === 0) return { written, remaining: 0 };
    written += taken;
    heartbeat(written);
  }
  const remaining = await deps.db.asUser(userId, (tx) => tx.query(SOME_LEFT, [userId]));
  return { written, remaining: remaining.length };
}

async function writeBatch(tx: Sql, userId: string, deps: Deps): Promise<number> {
  const taken = await tx.query<Pushed>(TAKE, [userId, BATCH_ROWS]);
  if (taken.length === 0) return 0;
  const plays = taken.flatMap((pushed) => playOf(pushed, deps));
  for (const [source, told] of Map.groupBy(plays, (play) => play.source)) {
    const rows = told.map(({ row }) => row);
    await upsertListens(tx, { userId, source, importId: null, rows, now: deps.clock() });
  }
  await holdToListenQuota(tx, userId);
  const ids = taken.map(({ id }) => id);
  await tx.query(DROP, [ids]);
  await tx.query(MARK, [ids, deps.clock()]);
  return taken.length;
}

interface Pushed {
  readonly id: number;
  readonly listen: PushedListen;
}

/** The API lets none in that does not parse; should one come by another way, it must not hold up the others. */
function playOf({ id, listen }: Pushed, deps: Deps): { source: string; row: ListenRow }[] {
  const parsed = parseListen(ownWords(listen));
  if ('row' in parsed) return [{ source: sourceOf(listen), row: parsed.row }];
  activityContext(deps).logger.warn({ id, problem: parsed.problem }, 'A pushed listen is broken and was left out.');
  return [];
}

/** A listen as the API keeps it: checked, and with nothing but a time and `track_metadata`. */
export interface PushedListen {
  readonly listened_at?: number;
  readonly track_metadata: Readonly<Record<string, unknown>> & {
    readonly additional_info?: Readonly<Record<string, unknown>>;
  };
}

/** Without the ids that the client claims: whose mapping counts is not the client's to say. */
function ownWords({ listened_at, track_metadata: { additional_info: info = {}, ...track } }: PushedListen): object {
  const { duration, duration_ms } = info;
  return { listened_at, track_metadata: { ...track, additional_info: { duration, duration_ms } } };
}

const TAKE = `
  SELECT id, listen FROM pushed_listens WHERE user_id = $1 AND written_at IS NULL ORDER BY id LIMIT $2 FOR UPDATE`;

const SOME_LEFT = `SELECT FROM pushed_listens WHERE user_id = $1 AND written_at IS NULL LIMIT 1`;

const DROP = `DELETE FROM pushed_listens WHERE id = ANY($1::bigint[]) AND relay = 'none'`;

const MARK = `UPDATE pushed_listens SET written_at = $2 WHERE id = ANY($1::bigint[])`;
