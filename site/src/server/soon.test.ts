import { soon } from './soon.ts';

test('gives what comes in time, and null for what does not', async () => {
  expect(await soon(Promise.resolve('here'), 1000)).toBe('here');
  expect(await soon(new Promise(() => undefined), 1)).toBeNull();
});
