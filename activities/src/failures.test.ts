import { CancelledFailure, type ApplicationFailure } from '@temporalio/common';
import { PermanentError, RateLimitedError, TransientError } from './errors.ts';
import { toFailure } from './failures.ts';

const failure = (error: unknown): Partial<ApplicationFailure> => toFailure(error);

test('a permanent error is not retried and its remedy is told', () => {
  const made = failure(
    new PermanentError('ListenBrainz knows no user "nobody".', { service: 'listenbrainz', remedy: 'Check the name.' }),
  );
  expect(made).toMatchObject({
    nonRetryable: true,
    type: 'PermanentError',
    message: 'ListenBrainz knows no user "nobody". Check the name.',
  });
});

test('a rate limit waits as long as the service asked', () => {
  expect(
    failure(new RateLimitedError('Too many requests.', { service: 'listenbrainz', retryAfterSeconds: 7.2 })),
  ).toMatchObject({ nextRetryDelay: 7200, type: 'RateLimitedError' });
});

test('anything else follows the retry policy', () => {
  expect(failure(new TransientError('The service answered 500.', { service: 'listenbrainz' })).nonRetryable).not.toBe(
    true,
  );
  expect(failure('a string')).toMatchObject({ message: 'a string' });
});

test('failures of Temporal itself pass unchanged', () => {
  const cancelled = new CancelledFailure('cancelled');
  expect(toFailure(cancelled)).toBe(cancelled);
});
