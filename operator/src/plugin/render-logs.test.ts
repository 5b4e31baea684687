import { linesOf, renderRuns } from './render-logs.ts';

const now = new Date('2026-11-22T12:00:00Z');

it('shows runs with how long they took and why they failed', () => {
  const run = { workflowId: 'sync-listens/1', runId: 'r', workflow: 'SyncListens', message: null };
  const lines = renderRuns(
    [
      { ...run, state: 'running', startedAt: '2026-11-22T11:59:00Z', closedAt: null },
      {
        ...run,
        state: 'failed',
        startedAt: '2026-11-22T10:00:00Z',
        closedAt: '2026-11-22T10:00:30Z',
        message: 'ListenBrainz knows no mara.',
      },
    ],
    now,
  );
  expect(lines).toEqual([
    'Run          State    Started    Took          Result',
    'SyncListens  running  1 min ago  1 min so far',
    'SyncListens  failed   2 h ago    30 s          ListenBrainz knows no mara.',
  ]);
});

it('picks the lines of one workflow out of a log with other lines and other text', () => {
  const line = (more: object) =>
    JSON.stringify({ level: 30, time: now.getTime(), msg: 'read', activity: 'pullListens', ...more });
  const log = [
    'Node.js warning',
    line({ workflowId: 'sync-listens/2' }),
    line({ workflowId: 'sync-listens/1' }),
    line({ workflowId: 'sync-listens/1', level: 40, msg: 'failed', err: { message: 'no answer' } }),
    '{"level":30',
  ].join('\n');
  expect(linesOf(log, 'sync-listens/1', 'home-worker-ingest-x').map(({ text }) => text)).toEqual([
    '2026-11-22T12:00:00.000Z info home-worker-ingest-x pullListens read',
    '2026-11-22T12:00:00.000Z warn home-worker-ingest-x pullListens failed: no answer',
  ]);
});
