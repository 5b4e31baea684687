import { CompleteAsyncError } from '@temporalio/activity';
import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import { PermanentError, RateLimitedError, describeError } from './errors.ts';

/**
 * The Temporal failure for an error of an activity: PermanentError is not retried, RateLimitedError waits as long as
 * the service asked for, everything else follows the workflow's retry policy. A remedy travels in the message, because
 * the message is what a person sees in the job and in Temporal's pages.
 */
export function toFailure(error: unknown): Error {
  if (error instanceof TemporalFailure || error instanceof CompleteAsyncError) return error;
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error), type: 'Error' });
  if (error.name === 'AbortError') return error;
  return ApplicationFailure.create({
    message: describeError(error),
    type: error.name,
    cause: error,
    nonRetryable: error instanceof PermanentError,
    ...(error instanceof RateLimitedError && {
      nextRetryDelay: Math.max(0, Math.ceil(error.retryAfterSeconds * 1000)),
    }),
  });
}
