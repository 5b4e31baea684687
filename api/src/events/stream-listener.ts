import type { Request, Response } from 'express';
import { rounded } from '../server/rounding.ts';
import { openEventStream } from './event-stream.ts';
import type { EventHub } from './hub.ts';
import { changesBetween, isShutOut } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

export interface ListenerStream {
  readonly userId: string;
  /** What it was opened with; the stream ends with it. */
  readonly credentialId: string | null;
  readonly request: Request;
  readonly response: Response;
  readonly events: EventHub;
  readonly now: () => Date;
}

/** Streams everything of a listener until the client leaves or the API stops. */
export function streamListener({ userId, credentialId, request, response, events, now }: ListenerStream): void {
  const stream = openEventStream(request, response);
  if (stream === undefined) return;
  const tellToFetch = (): void => stream.send('overview-changed', { at: now().toISOString() });
  if (stream.isReturning) tellToFetch();
  let before: Snapshot | undefined;
  const unsubscribe = events.subscribe(userId, {
    onSnapshot: (snapshot) => {
      if (isShutOut(snapshot, credentialId)) {
        stream.end();
        return;
      }
      for (const { event, data } of changesBetween(before, snapshot)) {
        if (event === 'overview-changed') tellToFetch();
        else stream.send(event, rounded(data));
      }
      before = snapshot;
    },
    onClose: () => stream.end(),
  });
  stream.onClose(unsubscribe);
}
