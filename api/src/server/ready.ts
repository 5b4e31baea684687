import type { Deps } from '../deps.ts';

const PATIENCE_MS = 2000;

/**
 * Null when requests can be answered; else why not. The database alone decides: without Temporal pages still show what there
 * is, and an API that was taken out of service could not even say so.
 */
export async function notReady({ db }: Pick<Deps, 'db'>): Promise<string | null> {
  const late = AbortSignal.timeout(PATIENCE_MS);
  const timeout = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(new Error('it takes too long')), { once: true });
  });
  try {
    await Promise.race([db.asService((tx) => tx.query('SELECT 1')), timeout]);
    return null;
  } catch (error) {
    return `PostgreSQL does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
