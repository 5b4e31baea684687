import type { Said } from './account-api.ts';
import { sessionExchange } from './exchange.ts';

const IN: Said = { ok: true, body: { token: 'a.b.c', userId: 'u1', renewedUntil: '2026-12-24T00:00:00.000Z' } };

function exchangeOf(...answers: Said[]) {
  let asked = 0;
  let now = 0;
  const api = { ask: () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? IN) };
  const exchange = sessionExchange(api, () => now);
  return { exchange, asked: () => asked, pass: (seconds: number) => void (now += seconds * 1000) };
}

test('one exchange serves all requests of forty seconds, and only its own puts the cookie off', async () => {
  const { exchange, asked, pass } = exchangeOf(IN);
  const [first, second] = await Promise.all([exchange.of('s', '1'), exchange.of('s', '1')]);
  expect([first, second, asked()]).toMatchObject([
    { state: 'in', renewedUntil: '2026-12-24T00:00:00.000Z' },
    { state: 'in', renewedUntil: undefined },
    1,
  ]);
  pass(39);
  await exchange.of('s', '1');
  expect(asked()).toBe(1);
  pass(1);
  await exchange.of('s', '1');
  expect(asked()).toBe(2);
});

test('nothing is kept of a session that is over, or while the API is away', async () => {
  const answers: Said[] = [
    { ok: false, status: 401, kind: 'signed-out' },
    { ok: false, status: 403, kind: 'suspended' },
    { ok: false, status: 502, kind: 'away' },
    { ok: true, body: {} },
  ];
  const { exchange } = exchangeOf(...answers, IN);
  const states = [];
  for (let turn = 0; turn < 5; turn += 1) states.push((await exchange.of('s', '1')).state);
  expect(states).toEqual(['out', 'suspended', 'away', 'away', 'in']);
});

test('what was signed out here is asked for anew', async () => {
  const { exchange, asked } = exchangeOf(IN);
  await exchange.of('s', '1');
  exchange.forget('s');
  await exchange.of('s', '1');
  expect(asked()).toBe(2);
});
