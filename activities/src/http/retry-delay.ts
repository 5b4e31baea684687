import { PermanentError, RateLimitedError } from '../errors.ts';

/**
 * For how long work that failed lies still, in seconds. A transient failure is the workflow's to retry, with its back-off; what only a
 * person can change would fail again at the dispatcher's next look.
 */
export function retryDelaySeconds(error: unknown): number {
  if (error instanceof RateLimitedError) return error.retryAfterSeconds;
  return error instanceof PermanentError ? 600 : 0;
}
