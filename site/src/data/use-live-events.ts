import { useEffect } from 'react';
import { useEvent } from './use-event.ts';
import type { Job, Pending } from './types.ts';

const RETRY_MILLISECONDS = 5000;

export interface LiveHandlers {
  /** The listener's answers may have changed: ask for what is shown again. Also called after a gap in the stream. */
  onChanged?: () => void;
  onJob?: (job: Job) => void;
  onPending?: (pending: Pending) => void;
}

/**
 * Follows the API's event stream while the page is visible. A hidden page lets go of its connection (a browser has six for
 * an origin, and every open tab would keep one) and catches up when it is seen again.
 */
export function useLiveEvents({ onChanged, onJob, onPending }: LiveHandlers): void {
  const changed = useEvent(() => onChanged?.());
  const job = useEvent((event: MessageEvent<string>) => onJob?.(JSON.parse(event.data) as Job));
  const pending = useEvent((event: MessageEvent<string>) => onPending?.(JSON.parse(event.data) as Pending));

  useEffect(() => {
    let source: EventSource | null = null;
    let interrupted = false;
    let retry: ReturnType<typeof setTimeout> | undefined;

    const open = () => {
      source = new EventSource('/api/v1/events');
      source.addEventListener('overview-changed', () => changed());
      source.addEventListener('job', (event: MessageEvent<string>) => job(event));
      source.addEventListener('pending', (event: MessageEvent<string>) => pending(event));
      source.addEventListener('error', () => {
        interrupted = true;
        // The browser reconnects by itself after a lost connection, but not after an error answer such as 502.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(reopen, RETRY_MILLISECONDS);
      });
      source.addEventListener('open', () => {
        if (interrupted) changed();
        interrupted = false;
      });
    };
    const reopen = () => {
      close();
      if (!document.hidden) open();
    };
    const close = () => {
      clearTimeout(retry);
      source?.close();
      source = null;
    };
    const followVisibility = () => {
      if (document.hidden) {
        close();
        interrupted = true;
      } else if (source === null) open();
    };

    if (!document.hidden) open();
    document.addEventListener('visibilitychange', followVisibility);
    return () => {
      document.removeEventListener('visibilitychange', followVisibility);
      close();
    };
  }, [changed, job, pending]);
}
