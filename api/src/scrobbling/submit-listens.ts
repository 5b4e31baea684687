import { refuseInDemo } from '../access/refuse-in-demo.ts';
import type { Deps } from '../deps.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { addPushedListens } from '../queries/add-pushed-listens.ts';
import { readListenRoom } from '../queries/listen-room.ts';
import { saveNowPlaying } from '../queries/now-playing.ts';
import { holdRelay } from '../queries/relay.ts';
import { nowPlayingOf } from './now-playing-of.ts';
import { Refusal } from './refusal.ts';
import type { PushCall } from './routes.ts';
import { readSubmission } from './submission.ts';

/**
 * `POST /1/submit-listens`: keeps the listens, which a worker then writes. With the answer they are safe, though not yet to be
 * seen; a duplicate is found by the worker, in silence.
 */
export async function submitListens({ caller: { userId }, request }: PushCall, deps: Deps): Promise<object> {
  const now = deps.now();
  const body: unknown = request.body;
  const submission = readSubmission(Buffer.isBuffer(body) ? body : Buffer.alloc(0), now);
  await deps.db.asUser(userId, async (tx) => {
    await refuseInDemo(tx, userId);
    const relay = !isRelayed(request) && (await holdRelay(tx, userId));
    if (submission.type === 'playing_now') {
      await saveNowPlaying(tx, userId, { ...nowPlayingOf(submission.listens[0], now), relay });
      return;
    }
    const room = await readListenRoom(tx, userId);
    if (room !== null && room.left < submission.listens.length)
      throw new Refusal(403, `This listener may have ${room.most} listens; ask the administrator to raise the quota.`);
    await addPushedListens(tx, userId, { listens: submission.listens, relay, now });
  });
  deps.events.nudge(userId);
  wakeDispatcher(deps);
  return { status: 'ok' };
}

/** What another SideTrack passes on goes no further: two that name each other as ListenBrainz would never end. */
function isRelayed({ headers }: PushCall['request']): boolean {
  return headers['user-agent']?.startsWith('SideTrack/') === true;
}
