import { createHash } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { countPending } from '../queries/pending-counts.ts';
import { readDataVersion } from '../queries/data-version.ts';
import type { ListenerScope } from '../access/scope.ts';
import { PreparedAnswer, toJson } from './answer.ts';

/**
 * The answer kept for this listener, operation, query and state of the data, or the one that `work` gives now. The version
 * is read first: what changes while the answer is worked out makes the next request work it out again.
 */
export async function cached(
  { cache, now, settings }: Deps,
  scope: ListenerScope,
  question: { operationId: string; query: unknown; showsPending?: true },
  work: () => Promise<unknown>,
): Promise<PreparedAnswer> {
  const version = await scope.run(async (tx) => [
    await readDataVersion(tx, scope.userId, now()),
    question.showsPending === true ? await countPending(tx, scope.userId, settings) : null,
  ]);
  const key = createHash('sha256')
    .update(JSON.stringify([scope.userId, question, version]))
    .digest('base64url');
  const kept = await cache.get(key);
  if (kept !== null) return new PreparedAnswer(kept);
  const json = toJson(await work());
  await cache.set(key, json);
  return new PreparedAnswer(json);
}
