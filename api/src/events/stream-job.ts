import type { Request, Response } from 'express';
import type { ListenerScope } from '../access/scope.ts';
import type { JobShape } from '../contract/jobs.ts';
import { readJob } from '../queries/jobs.ts';
import { rounded } from '../server/rounding.ts';
import { openEventStream } from './event-stream.ts';
import type { EventHub } from './hub.ts';
import { isOpen, isShutOut } from './snapshot.ts';

export interface JobStream {
  readonly scope: ListenerScope;
  /** What it was opened with; the stream ends with it. */
  readonly credentialId: string | null;
  readonly request: Request;
  readonly response: Response;
  readonly events: EventHub;
}

/** Streams one job until it has ended. False, with nothing sent, where the listener has no such job. */
export async function streamJob(
  id: string,
  { scope, credentialId, request, response, events }: JobStream,
): Promise<boolean> {
  const job = await scope.run((tx) => readJob(tx, scope.userId, id));
  if (job === undefined) return false;
  const stream = openEventStream(request, response);
  if (stream === undefined) return true;
  let told = '';
  const tell = (state: JobShape): void => {
    const text = JSON.stringify(state);
    if (text !== told) stream.send('job', rounded(state));
    told = text;
    if (!isOpen(state)) stream.end();
  };
  tell(job);
  if (!isOpen(job)) return true;
  // Every look shows the job whole, so that nothing is missed between reading it and following it.
  const unsubscribe = events.subscribe(scope.userId, {
    onSnapshot: (snapshot) => {
      if (isShutOut(snapshot, credentialId)) {
        stream.end();
        return;
      }
      const seen = snapshot.jobs.find((one) => one.id === id);
      if (seen !== undefined) tell(seen);
    },
    onClose: () => stream.end(),
  });
  stream.onClose(unsubscribe);
  return true;
}
