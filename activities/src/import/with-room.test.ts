import type { Database } from '@sidetrack/prisma';
import { activityDeps } from '@sidetrack/test';
import { withRoom } from './with-room.ts';

const MEGABYTE = 2 ** 20;
/** Work that fails so many times with an error, and how often it was done. */
function workFailing(times: number, error: Error) {
  const work = async (): Promise<void> => {
    work.done += 1;
    if (work.done <= times) throw await Promise.resolve(error);
  };
  work.done = 0;
  return work;
}
const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });

/** A disk with so much room at each look, and what happens on it. */
function disk(...free: (number | null)[]) {
  const said: (string | null)[] = [];
  const slept: number[] = [];
  const deps = {
    ...activityDeps({} as Database, { SIDETRACK_DATA_DIR: '/data' }),
    sleep: (milliseconds: number) => Promise.resolve(void slept.push(milliseconds)),
  };
  const room = {
    signal: new AbortController().signal,
    heartbeat: () => undefined,
    tell: (reason: string | null) => Promise.resolve(void said.push(reason)),
    freeBytes: () => Promise.resolve(free.length > 1 ? free.shift()! : (free[0] ?? null)),
  };
  return { deps, room, said, slept };
}

test('with room the work is done, and nothing is said', async () => {
  const { deps, room, said } = disk(1000 * MEGABYTE);
  const work = workFailing(0, full);
  await withRoom(deps, room, work);
  expect(work.done).toBe(1);
  expect(said).toEqual([]);
});

test('on a disk that is full nothing is written until there is room; that is said once, and when it is over', async () => {
  const { deps, room, said, slept } = disk(10 * MEGABYTE, 11 * MEGABYTE, 300 * MEGABYTE);
  const work = workFailing(0, full);
  await withRoom(deps, room, work);
  expect(work.done).toBe(1);
  expect(slept).toHaveLength(2);
  expect(said).toEqual([
    'The disk of /data is full (10 MB left): free 256 MB there, and the import goes on by itself. Nothing is lost.',
    null,
  ]);
});

test('what the database refused for want of room is done again', async () => {
  const { deps, room, said } = disk(null);
  const work = workFailing(2, full);
  await withRoom(deps, room, work);
  expect(work.done).toBe(3);
  expect(said).toEqual([expect.stringMatching(/^The database's disk is full: make room/), null]);
});

test('another failure is told to the caller', async () => {
  const { deps, room } = disk(null);
  await expect(withRoom(deps, room, () => Promise.reject(new Error('other')))).rejects.toThrow('other');
});
