import type { Sql } from '@sidetrack/prisma';
import { activityContext } from '../context.ts';
import { lockListens } from '../listens/lock-listens.ts';
import { markWeeks } from '../listens/note-new-work.ts';
import type { Deps } from '../types.ts';
import { rehome } from './rehome.ts';

const BATCH = 2000;

/**
 * Takes back what sources told of a listener's plays, where the listener asked for it: a source's word for each play that it had
 * told until then, and with it the plays that no other source tells of. A play that others tell of stands under the time of one of
 * them from then on. What is told after the listener asked stays.
 *
 * A batch and what is noted of it change in one transaction, so that a kill at any moment leaves nothing half done.
 */
export async function forgetSources(deps: Deps, { userId }: { userId: string }): Promise<{ removed: number }> {
  const context = activityContext(deps);
  let removed = 0;
  for (;;) {
    context.signal.throwIfAborted();
    const [asked] = await deps.db.asUser(userId, (tx) => tx.query<Asked>(OPEN, [userId]));
    if (asked === undefined) return { removed };
    let after: Place | null = null;
    do {
      context.signal.throwIfAborted();
      const batch: Batch = { userId, ...asked, after };
      const step: Step = await deps.db.asUser(userId, (tx) => forgetBatch(tx, batch, deps));
      removed += step.words;
      after = step.last;
      context.heartbeat({ removed });
    } while (after !== null);
  }
}

interface Asked {
  readonly source: string;
  readonly requestedAt: Date;
}
interface Place {
  readonly listenedAt: Date;
  readonly trackKey: string;
}
interface Batch extends Asked {
  readonly userId: string;
  readonly after: Place | null;
}
interface Step {
  readonly words: number;
  /** Null: there is no more. */
  readonly last: Place | null;
}
interface Word extends Place {
  /** It was told at the very time under which the play stands. */
  readonly isOwnTime: boolean;
}

async function forgetBatch(
  tx: Sql,
  { userId, source, requestedAt, after }: Batch,
  { clock }: Pick<Deps, 'clock'>,
): Promise<Step> {
  await lockListens(tx, userId);
  const words = await tx.query<Word>(WORDS, [
    userId,
    source,
    requestedAt,
    after?.listenedAt ?? null,
    after?.trackKey ?? null,
    BATCH,
  ]);
  const keys = [userId, words.map(({ listenedAt }) => listenedAt), words.map(({ trackKey }) => trackKey)];
  await tx.query(TAKE_BACK, [...keys, source]);
  const gone = await tx.query(REMOVE, keys);
  const moved = await rehome(
    tx,
    userId,
    words.filter(({ isOwnTime }) => isOwnTime),
  );
  await markWeeks(tx, userId, [...words.map(({ listenedAt }) => listenedAt), ...moved], 'deleted');
  const last = words.length < BATCH ? null : (words.at(-1) ?? null);
  await tx.query(NOTE, [userId, source, words.length, gone.length, last === null ? clock() : null]);
  if (last === null) await tx.query('DELETE FROM now_playing WHERE user_id = $1 AND source = $2', [userId, source]);
  return { words: words.length, last };
}

const OPEN = `
  SELECT source, requested_at AS "requestedAt" FROM source_removals
  WHERE user_id = $1 AND finished_at IS NULL ORDER BY requested_at, source LIMIT 1`;

const WORDS = `
  SELECT listened_at AS "listenedAt", track_key AS "trackKey", told_at IS NULL AS "isOwnTime" FROM listen_sources
  WHERE user_id = $1 AND source = $2 AND seen_at <= $3
    AND ($4::timestamptz IS NULL OR (listened_at, track_key) > ($4, $5::uuid))
  ORDER BY listened_at, track_key LIMIT $6`;

const KEYS = 'unnest($2::timestamptz[], $3::uuid[]) AS k (listened_at, track_key)';

const TAKE_BACK = `
  DELETE FROM listen_sources s USING ${KEYS}
  WHERE s.user_id = $1 AND s.listened_at = k.listened_at AND s.track_key = k.track_key AND s.source = $4`;

const REMOVE = `
  DELETE FROM listens l USING ${KEYS}
  WHERE l.user_id = $1 AND l.listened_at = k.listened_at AND l.track_key = k.track_key
    AND NOT EXISTS (
      SELECT FROM listen_sources s WHERE s.user_id = l.user_id AND s.listened_at = l.listened_at AND s.track_key = l.track_key)
  RETURNING 1`;

const NOTE = `
  UPDATE source_removals SET removed = removed + $3, plays = plays + $4, finished_at = $5 WHERE user_id = $1 AND source = $2`;
