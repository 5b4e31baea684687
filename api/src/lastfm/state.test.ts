import { isOwnState, makeState } from './state.ts';

const secretKey = 'k'.repeat(32);
const now = new Date('2026-11-18T20:30:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const state = makeState('ana', later(60), secretKey);

test('who began may end, within the hour', () => {
  expect(isOwnState(state, { userId: 'ana', now: later(59), secretKey })).toBe(true);
});

test.each([
  ['another listener', { userId: 'bob', now, secretKey }],
  ['after the hour', { userId: 'ana', now: later(60), secretKey }],
  ['an installation with another key', { userId: 'ana', now, secretKey: 'x'.repeat(32) }],
])('not %s', (_who, given) => {
  expect(isOwnState(state, given)).toBe(false);
});

test.each(['', 'x', `${later(60).getTime()}.`, `${later(120).getTime()}.${state.split('.')[1]}`, `${state}x`])(
  'nor with what somebody made up: %s',
  (forged) => {
    expect(isOwnState(forged, { userId: 'ana', now, secretKey })).toBe(false);
  },
);
