import { relayHint, relayLine } from './relay-text.ts';
import { englishReader } from './readers.fixture.ts';

const now = Date.parse('2026-11-18T20:30:00Z');
const relay = {
  on: true,
  account: 'ana',
  waiting: 0,
  relayed: 1841,
  relayedAt: '2026-11-18T20:28:00.000Z',
  reason: null,
  nextAttemptAt: null,
  refused: { count: 0, newest: [] },
};

test('what the switch does, and what is missing', () => {
  expect(relayHint({ on: false, account: null })).toMatch(/Connect ListenBrainz/);
  expect(relayHint({ on: true, account: null })).toMatch(/plays wait/);
  expect(relayHint({ on: false, account: 'ana' })).toMatch(/goes on to ana too/);
  expect(relayHint({ on: true, account: 'ana' })).toMatch(/forgets what still waits/);
});

test('how it stands', () => {
  const line = (change: object): string => relayLine({ ...relay, ...change }, now, englishReader);
  expect(line({})).toBe('1,841 plays passed on, the last 2 minutes ago. None waits.');
  expect(line({ relayedAt: null, relayed: 0, waiting: 1 })).toBe('Nothing was passed on yet. 1 play waits.');
  const failing = { waiting: 2, reason: 'ListenBrainz answered 503.', nextAttemptAt: '2026-11-18T20:31:00.000Z' };
  expect(line(failing)).toMatch(/2 plays wait\. ListenBrainz answered 503\. Next attempt at /);
});
