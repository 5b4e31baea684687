import { NOTHING_DUE } from '@sidetrack/test';
import type { DueWork } from '@sidetrack/activities';
import { chooseStarts, plannedStarts, type Start } from './plan-starts.ts';

const nothing: DueWork = { ...NOTHING_DUE, extractWorkers: 3 };
const planned = (due: Partial<DueWork>): Start[] => plannedStarts({ ...nothing, ...due });
const ids = (starts: readonly Start[]): string[] => starts.map(({ workflowId }) => workflowId);
const free = (): boolean => false;

test('nothing due starts nothing', () => {
  expect(planned({})).toEqual([]);
});

test('an id says what a workflow works on', () => {
  const starts = planned({
    connections: [{ connectionId: 'c', service: 'lastfm' }],
    imports: ['i'],
    scans: ['r'],
    matchUsers: ['u'],
    dirtyUsers: ['u'],
    metadata: 2,
    tags: 2,
    extract: 2,
    score: 2,
    mapSpaces: ['audio', 'tag'],
  });
  expect(ids(starts)).toEqual([
    'import-listens/i',
    'sync-listens/c',
    'scan-library/r',
    'match-library/u',
    'resolve-metadata',
    'sync-tags',
    'extract-audio',
    'score-recordings',
    'aggregate-weeks/u',
    'build-map/audio',
    'build-map/tag',
  ]);
  expect(starts.find(({ workflow }) => workflow === 'ExtractAudio')?.args).toEqual([{ workers: 3 }]);
});

test('a listener’s pushes are written by one workflow and passed on by another', () => {
  const starts = planned({ pushes: ['u', 'v'], relays: ['u'] });
  expect(ids(starts)).toEqual(['write-pushed-listens/u', 'write-pushed-listens/v', 'relay-listens/u']);
  expect(starts.map(({ args }) => args)).toEqual([[{ userId: 'u' }], [{ userId: 'v' }], [{ userId: 'u' }]]);
});

test('a row of batches for each twenty tracks that wait for a GPU, to a limit; those that run go on', () => {
  const starts = planned({ extractGpu: 45, gpuFallbackSeconds: 7 });
  expect(ids(starts)).toEqual(['extract-audio/gpu/0', 'extract-audio/gpu/1', 'extract-audio/gpu/2']);
  expect(starts[0]?.args).toEqual([{ workers: 1, gpu: { fallbackSeconds: 7 } }]);
  expect(ids(chooseStarts(starts, starts.slice(0, 1), free))).toEqual(['extract-audio/gpu/1', 'extract-audio/gpu/2']);
  expect(chooseStarts(planned({ extractGpu: 1000 }), [], free)).toHaveLength(32);
});

test('what a listener wants deleted goes before everything else', () => {
  expect(ids(planned({ purges: ['u'], imports: ['i'] }))).toEqual(['purge-listener/u', 'import-listens/i']);
});

test('what runs or is held back is not started', () => {
  const starts = planned({ tags: 1, score: 1, metadata: 1 });
  const running = starts.filter(({ workflow }) => workflow === 'SyncTags');
  expect(ids(chooseStarts(starts, running, (id) => id === 'score-recordings'))).toEqual(['resolve-metadata']);
});

test('a service is pulled for a few listeners at a time, the longest due first', () => {
  const connections = Array.from({ length: 12 }, (_, index) => ({
    connectionId: String(index),
    service: 'listenbrainz' as const,
  }));
  const starts = planned({ connections, scans: ['r'] });
  const first = chooseStarts(starts, [], free);
  expect(ids(first)).toEqual([
    ...Array.from({ length: 8 }, (_, index) => `sync-listens/${String(index)}`),
    'scan-library/r',
  ]);
  expect(ids(chooseStarts(starts, first.slice(1), free))).toEqual(['sync-listens/0']);
  expect(ids(chooseStarts(starts, first.slice(2), free))).toEqual(['sync-listens/0', 'sync-listens/1']);
});

test('old histories go two at a time, beside what is new', () => {
  const connections = Array.from({ length: 12 }, (_, index) => ({
    connectionId: String(index),
    service: 'listenbrainz' as const,
    part: index < 6 ? ('history' as const) : ('newest' as const),
  }));
  const starts = chooseStarts(planned({ connections }), [], free);
  expect(ids(starts)).toEqual(['0', '1', '6', '7', '8', '9', '10', '11'].map((id) => `sync-listens/${id}`));
  expect(starts[0]?.args).toEqual([{ connectionId: '0', part: 'history' }]);
});
