import { createWindows } from './windows.ts';

test('a window of ten seconds takes so many, begins with the next tenth second, and says where it stands', async () => {
  const windows = createWindows({ address: 2, listener: 3 });
  const at = (seconds: number) => windows.take('a', 'address', new Date(1_700_000_000_000 + seconds * 1000));
  expect(await at(0.5)).toEqual({ open: true, limit: 2, remaining: 1, resetAt: 1_700_000_010, resetIn: 10 });
  expect(await at(9.2)).toEqual({ open: true, limit: 2, remaining: 0, resetAt: 1_700_000_010, resetIn: 1 });
  expect(await at(9.9)).toEqual({ open: false, limit: 2, remaining: 0, resetAt: 1_700_000_010, resetIn: 1 });
  expect(await at(10)).toEqual({ open: true, limit: 2, remaining: 1, resetAt: 1_700_000_020, resetIn: 10 });
  const other = await windows.take('b', 'address', new Date(1_700_000_000_000));
  expect(other).toMatchObject({ open: true, remaining: 1 });
  const listener = await windows.take('a', 'listener', new Date(1_700_000_000_000));
  expect(listener).toMatchObject({ open: true, limit: 3, remaining: 2 });
});
