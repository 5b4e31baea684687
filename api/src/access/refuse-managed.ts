import type { Sql } from '@sidetrack/prisma';
import { readListener } from '../queries/listener.ts';
import { conflict } from '../server/problem-error.ts';

/** @throws 409 where a Tenant resource says what this listener's settings are: a change here would not last */
export async function refuseManaged(tx: Sql, userId: string): Promise<void> {
  const listener = await readListener(tx, userId);
  if (listener?.isManaged !== true) return;
  throw conflict(
    'An administrator manages this listener, and this setting with it.',
    'Ask them to change it in the Tenant resource.',
  );
}
