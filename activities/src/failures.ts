import { ApplicationFailure, CancelledFailure, TemporalFailure } from '@temporalio/common';
import { CompleteAsyncError } from '@temporalio/activity';
import { PermanentError, RateLimitedError } from './errors.ts';

/**
 * The Temporal failure for an error of an activity: PermanentError is not retried, RateLimitedError waits as long as
 * the service asked for, everything else follows the workflow's retry policy. A remedy travels in the message, because
 * the message is what a person sees in the job and in Temporal's pages.
 */
export function toFailure(error: unknown): Error {
  if (error instanceof TemporalFailure || error instanceof CancelledFailure || error instanceof CompleteAsyncError) {
    return error;
  }
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error), type: 'Error' });
  if (error.name === 'AbortError') return error;
  const message = sentence(error);
  if (error instanceof PermanentError) {
    return ApplicationFailure.create({ message, type: error.name, nonRetryable: true, cause: error });
  }
  if (error instanceof RateLimitedError) {
    return ApplicationFailure.create({
      message,
      type: error.name,
      nextRetryDelay: Math.max(0, Math.ceil(error.retryAfterSeconds * 1000)),
      cause: error,
    });
  }
  return ApplicationFailure.create({ message, type: error.name, cause: error });
}

/** One line: what happened and what to do. */
export function sentence(error: Error): string {
  const text = error.message.trim() || error.name;
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? error.remedy.trim() : '';
  return remedy === '' || text.includes(remedy) ? text : `${text} ${remedy}`;
}
