import { isUnderWay, withJob } from './job-list.ts';
import type { Job } from './types.ts';

const job = (id: string, updatedAt: string, state: Job['state'] = 'running'): Job => ({
  id,
  kind: 'extract-audio',
  state,
  progress: null,
  result: null,
  error: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt,
});

test('a new job comes first, a known one keeps its place', () => {
  const known = [job('a', '2026-11-22T10:00:00.000Z'), job('b', '2026-11-22T10:00:00.000Z')];
  expect(withJob(known, job('c', '2026-11-22T10:00:00.000Z')).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  const told = withJob(known, job('b', '2026-11-22T10:00:05.000Z', 'done'));
  expect(told.map(({ id, state }) => `${id} ${state}`)).toEqual(['a running', 'b done']);
});

test('old news about a job is dropped', () => {
  const known = [job('a', '2026-11-22T10:00:05.000Z', 'done')];
  expect(withJob(known, job('a', '2026-11-22T10:00:00.000Z'))).toBe(known);
});

test('queued and running jobs are under way', () => {
  expect((['queued', 'running', 'done', 'failed'] as const).map((state) => isUnderWay(job('a', '', state)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
