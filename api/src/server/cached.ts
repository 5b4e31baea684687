import { createHash } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { readDataVersion } from '../queries/data-version.ts';
import type { ListenerScope } from '../access/scope.ts';
import { PreparedAnswer, toJson } from './answer.ts';

/**
 * The answer kept for this listener, operation, query and state of the data, or the one that `work` gives now. The version
 * is read first: what changes while the answer is worked out makes the next request work it out again.
 */
export async function cached(
  { cache, now }: Deps,
  scope: ListenerScope,
  question: { operationId: string; query: unknown },
  work: () => Promise<unknown>,
): Promise<PreparedAnswer> {
  const version = await scope.run((tx) => readDataVersion(tx, scope.userId, now()));
  const key = createHash('sha256')
    .update(JSON.stringify([scope.userId, question, version]))
    .digest('base64url');
  const kept = await cache.get(key);
  if (kept !== null) return new PreparedAnswer(kept);
  const json = toJson(await work());
  await cache.set(key, json);
  return new PreparedAnswer(json);
}
