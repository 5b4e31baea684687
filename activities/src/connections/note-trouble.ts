import type { Connection } from './read-connection.ts';
import { RateLimitedError, TransientError } from '../errors.ts';
import type { Deps } from '../types.ts';

/**
 * Tells the listener at once what a pull runs into while its activity is still being retried, instead of minutes later, when
 * the retries are spent. The connection's state stays as it is; the first page that comes clears the reason (move-cursor.ts),
 * and so does the end of the pull (defer-connection.ts). Other errors end the pull, which then tells the reason by itself.
 */
export async function noteTrouble(
  { db, logger }: Pick<Deps, 'db' | 'logger'>,
  { id, userId }: Pick<Connection, 'id' | 'userId'>,
  error: unknown,
): Promise<void> {
  if (!(error instanceof TransientError || error instanceof RateLimitedError)) return;
  const reason = `${error.message.replace(/\.$/u, '')}; trying again.`;
  await db
    .asUser(userId, (tx) => tx.query('UPDATE connections SET state_reason = $2 WHERE id = $1', [id, reason]))
    // The error of the pull itself is the one that counts.
    .catch((cause: unknown) => logger.warn({ err: cause }, 'The reason could not be noted.'));
}
