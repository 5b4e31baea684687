import { CancelledFailure } from '@temporalio/common';
import { PermanentError, RateLimitedError, TransientError } from './errors.ts';
import { toFailure } from './failures.ts';

test('a permanent error is not retried and its remedy is told', () => {
  const made = toFailure(
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
    toFailure(new RateLimitedError('Too many requests.', { service: 'listenbrainz', retryAfterSeconds: 7.2 })),
  ).toMatchObject({ nextRetryDelay: 7200, type: 'RateLimitedError' });
});

test('anything else follows the retry policy', () => {
  const made = toFailure(new TransientError('The service answered 500.', { service: 'listenbrainz' }));
  expect(made).toMatchObject({ nonRetryable: false });
  expect(toFailure('a string')).toMatchObject({ message: 'a string' });
});

test('failures of Temporal itself pass unchanged', () => {
  const cancelled = new CancelledFailure('cancelled');
  expect(toFailure(cancelled)).toBe(cancelled);
});
