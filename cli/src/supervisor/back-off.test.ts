import { createBackOff } from './back-off.ts';

test('the wait doubles up to half a minute', () => {
  const backOff = createBackOff();
  expect(Array.from({ length: 8 }, () => backOff.nextDelaySeconds(0))).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30]);
});

test('a run of a minute counts as a recovery', () => {
  const backOff = createBackOff();
  for (let failures = 0; failures < 5; failures += 1) backOff.nextDelaySeconds(1);
  expect(backOff.nextDelaySeconds(61)).toBe(0.5);
});
