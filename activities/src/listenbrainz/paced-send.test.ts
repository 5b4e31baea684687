import type { ServiceAnswer } from '../http/service-client.ts';
import { paceListenBrainz, pauseAfter } from './paced-send.ts';

const answer = (status: number, headers: Record<string, string> = {}): ServiceAnswer => ({
  status,
  headers: new Headers(headers),
  text: '',
});
const url = new URL('http://service.test/');

test.each([
  ['an open window', 200, { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset-in': '7' }, 0],
  ['a spent window', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-in': '7' }, 7150],
  ['a refusal with figures', 429, { 'x-ratelimit-reset-in': '3' }, 3150],
  ['a refusal without', 429, {}, 2000],
  ['a service without limits', 200, {}, 0],
])('the pause after %s', (_, status, headers, expected) => {
  expect(pauseAfter(answer(status, headers), 0, () => 0.5)).toBe(expected);
});

test('refusals without figures are answered by longer and longer pauses', () => {
  expect([0, 1, 2, 3].map((refusals) => pauseAfter(answer(429), refusals, () => 0.5))).toEqual([
    2000, 4000, 8000, 16_000,
  ]);
});

test('requests go one by one, and none while the window is closed', async () => {
  let now = 0;
  let underWay = 0;
  const sentAt: number[] = [];
  const send = paceListenBrainz(
    async () => {
      expect((underWay += 1)).toBe(1);
      sentAt.push(now);
      now += 100;
      await Promise.resolve();
      underWay -= 1;
      return answer(200, { 'x-ratelimit-remaining': String(2 - (sentAt.length % 3)), 'x-ratelimit-reset-in': '5' });
    },
    { clock: () => new Date(now), random: () => 0.5, sleep: async (ms) => void (now += await Promise.resolve(ms)) },
  );
  await Promise.all(Array.from({ length: 5 }, () => send({ url })));
  expect(sentAt).toEqual([0, 100, 5350, 5450, 5550]);
});
