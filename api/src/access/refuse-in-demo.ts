import type { Sql } from '@sidetrack/prisma';
import { readListener } from '../queries/listener.ts';
import { conflict } from '../server/problem-error.ts';

/** @throws 409 where the listener is the invented one of the demo: nothing of anybody's own is mixed into it */
export async function refuseInDemo(tx: Sql, userId: string): Promise<void> {
  const listener = await readListener(tx, userId);
  if (listener?.isDemo !== true) return;
  throw conflict(
    'This is the demo, and nothing of your own goes into it.',
    'Stop it and start with your own music: `npm run up -- --listenbrainz NAME --audio DIR`, or `--import FILE`.',
  );
}
