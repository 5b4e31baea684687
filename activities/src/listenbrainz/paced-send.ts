import type { Send, ServiceAnswer } from '../http/service-client.ts';
import type { Deps } from '../types.ts';
import { RateLimitedError } from '../errors.ts';

/**
 * Keeps to ListenBrainz's windows: one request at a time, none while a window is spent (`X-RateLimit-Remaining: 0`), and
 * a 429 is asked again after `X-RateLimit-Reset-In`, because there is no Retry-After. Other processes at the same address
 * spend the same window, and their requests show in the same headers.
 * @throws RateLimitedError when the service stays closed for several windows, or for longer than an activity should wait
 */
export function paceListenBrainz(send: Send, { clock, sleep, random }: Pick<Deps, 'clock' | 'sleep' | 'random'>): Send {
  let last: Promise<unknown> = Promise.resolve();
  let closedUntil = 0;

  const waitForWindow = async (signal?: AbortSignal): Promise<void> => {
    const waitMs = closedUntil - clock().getTime();
    if (waitMs <= 0) return;
    if (waitMs > LONGEST_WAIT_MS) throw limited(waitMs);
    await sleep(waitMs, signal);
  };

  const attempt: Send = async (request) => {
    for (let refusals = 0; ; refusals += 1) {
      await waitForWindow(request.signal);
      const answer = await send(request);
      const pauseMs = pauseAfter(answer, refusals, random);
      if (pauseMs > 0) closedUntil = Math.max(closedUntil, clock().getTime() + pauseMs);
      if (answer.status !== 429) return answer;
      if (refusals >= MOST_REFUSALS) throw limited(pauseMs);
    }
  };

  return (request) => {
    const result = last.then(() => attempt(request));
    last = result.catch(() => undefined);
    return result;
  };
}

/** How long the service wants to be left alone after this answer, in milliseconds. */
export function pauseAfter(
  { status, headers }: Pick<ServiceAnswer, 'status' | 'headers'>,
  refusals: number,
  random: () => number,
): number {
  const spent = status === 429 || headers.get('x-ratelimit-remaining')?.trim() === '0';
  if (!spent) return 0;
  const resetIn = Number(headers.get('x-ratelimit-reset-in') ?? NaN);
  if (Number.isFinite(resetIn) && resetIn >= 0) return resetIn * 1000 + MARGIN_MS;
  // Without figures: 2, 4, 8 … s, with jitter so that several workers do not come back together.
  return status === 429 ? 2000 * 2 ** refusals * (0.75 + random() / 2) : 0;
}

const MOST_REFUSALS = 4;
const LONGEST_WAIT_MS = 45_000;
// Whole seconds in the header, and two clocks that are not the same.
const MARGIN_MS = 150;

function limited(waitMs: number): RateLimitedError {
  return new RateLimitedError('ListenBrainz asks to be left alone for a while.', {
    service: 'ListenBrainz',
    status: 429,
    retryAfterSeconds: Math.ceil(waitMs / 1000),
    remedy: 'It is asked again after that.',
  });
}
