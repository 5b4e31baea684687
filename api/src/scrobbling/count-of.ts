import type { Deps } from '../deps.ts';
import { countAllListens } from '../queries/told-listens.ts';
import { ownName } from './of-own-name.ts';
import type { PushCall } from './routes.ts';

/** `GET /1/user/{user}/listen-count`. */
export async function countOf(call: PushCall, { db }: Deps): Promise<object> {
  ownName(call);
  const { userId } = call.caller;
  return { payload: { count: await db.asUser(userId, (tx) => countAllListens(tx, userId)) } };
}
