export interface PullHistory {
  now: Date;
  intervalSeconds: number;
  /** How many pulls in a row failed; 0 after a success. */
  failures: number;
  /** null: no listen is known yet. */
  newestListenAt: Date | null;
  /** Older plays wait to be read: at once, after what is new. */
  historyLeft: boolean;
  /** Whether a listener who has not played for a while is asked after less often: where many share one rate limit. */
  sparesIdle: boolean;
}

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/**
 * When an account is pulled again. Counted from now, so that a machine that slept pulls once and not for every interval
 * it missed. Failures double the interval up to an hour. For idle listeners the interval grows with the time since the
 * newest listen, to at most an hour after a month.
 */
export function nextPullAt({
  now,
  intervalSeconds,
  failures,
  newestListenAt,
  historyLeft,
  sparesIdle,
}: PullHistory): Date {
  if (historyLeft && failures === 0) return now;
  const waits = [
    intervalSeconds,
    failures > 0 ? Math.min(HOUR_SECONDS, intervalSeconds * 2 ** Math.min(failures, 20)) : 0,
    sparesIdle && newestListenAt !== null ? idleWaitSeconds((now.getTime() - newestListenAt.getTime()) / 1000) : 0,
  ];
  return new Date(now.getTime() + Math.max(...waits) * 1000);
}

/** Nothing in the first hours, then in proportion to the silence: 5 minutes after a day, an hour after twelve days. */
function idleWaitSeconds(silenceSeconds: number): number {
  if (silenceSeconds < 6 * HOUR_SECONDS) return 0;
  return Math.min(HOUR_SECONDS, (silenceSeconds / DAY_SECONDS) * 300);
}
