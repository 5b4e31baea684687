import { PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import { packListens } from './pack-listens.ts';
import { waitSeconds } from './relay-listens.ts';
import type { PushedListen } from './write-pushed-listens.ts';

const waiting = (bytes: number): { listen: PushedListen } => ({
  listen: {
    listened_at: 1_700_000_000,
    track_metadata: { artist_name: 'a', track_name: 'b', additional_info: { duration_ms: 1, x: 'x'.repeat(bytes) } },
  },
});

test('as many go together as the service takes over all of them', () => {
  expect(packListens([waiting(9000), waiting(9000), waiting(9000)])).toHaveLength(3);
  const queue = [waiting(10_000), waiting(10_000), waiting(10_000), waiting(100), waiting(100)];
  const packed = packListens(queue);
  expect(
    Buffer.byteLength(JSON.stringify({ listen_type: 'import', payload: packed.map(({ listen }) => listen) })),
  ).toBeLessThan(packed.length * 10_240);
  expect(packed.length).toBeGreaterThan(0);
});

test('one that is too large alone goes with what makes it a play', () => {
  expect(packListens([waiting(20_000)])).toEqual([
    {
      listen: {
        listened_at: 1_700_000_000,
        track_metadata: { artist_name: 'a', track_name: 'b', additional_info: { duration_ms: 1, duration: undefined } },
      },
    },
  ]);
});

test('tries again after half a minute, then twice as long each time to an hour', () => {
  const away = new TransientError('Away.', { service: 'x' });
  expect([1, 2, 3, 7, 8, 99].map((failures) => waitSeconds(failures, away))).toEqual([30, 60, 120, 1920, 3600, 3600]);
  expect(waitSeconds(1, new RateLimitedError('Later.', { service: 'x', retryAfterSeconds: 45 }))).toBe(45);
  expect(waitSeconds(1, new PermanentError('No.', { service: 'x' }))).toBe(3600);
});
