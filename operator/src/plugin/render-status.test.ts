import { sideTrackCondition, tenantCondition } from '../api/index.ts';
import type { ConditionDraft } from '../api/index.ts';
import { sideTrackObject, tenantObject } from './objects.ts';
import { renderStatus } from './render-status.ts';

const now = new Date('2026-11-22T12:00:00Z');
const spec = {
  database: { embedded: {} },
  temporal: { embedded: {} },
  workers: { extractGpu: { max: 4 } },
  backup: { schedule: '0 3 * * *' },
};
const at = (draft: ConditionDraft, time = '2026-11-22T11:55:00Z') => ({ ...draft, lastTransitionTime: time });

const installation = (status: object, more: object = {}) =>
  sideTrackObject.parse({
    metadata: { name: 'home', uid: 'u', generation: 2 },
    spec: { ...spec, ...more },
    status: { observedGeneration: 2, ...status },
  });
const listener = (name: string, status: object) =>
  tenantObject.parse({ metadata: { name, uid: 'u' }, spec: { installation: 'home' }, status });

it('shows an installation where all is well in a few lines', () => {
  const home = installation({
    version: '0.1.0',
    url: 'https://music.example.org',
    gpu: { pending: 1200, jobs: 3 },
    lastBackup: { name: 'home-20261122T030000Z', at: '2026-11-22T03:00:00Z' },
    conditions: [
      at(sideTrackCondition('Ready', 'Ready')),
      at(sideTrackCondition('Progressing', 'Complete')),
      at(sideTrackCondition('DatabaseReady', 'Ready'), '2026-11-20T11:00:00Z'),
      at(sideTrackCondition('WorkersReady', 'Draining')),
    ],
  });
  const mara = listener('mara', {
    listens: 123456,
    tracks: 7890,
    coverage: 0.826,
    lastSyncedAt: '2026-11-22T11:59:48Z',
    conditions: [at(tenantCondition('Ready', 'Ready')), at(tenantCondition('Synced', 'Synced'))],
  });
  expect(renderStatus(home, [mara], now)).toEqual([
    'home: ready',
    '',
    '  Version   0.1.0',
    '  Address   https://music.example.org',
    '  Database  embedded',
    '  GPU       3 of 4 Jobs, 1,200 tracks wait',
    '  Backup    home-20261122T030000Z, 9 h ago',
    '',
    '  ✓  Progressing    Complete  5 min',
    '  ✓  DatabaseReady  Ready     2 d',
    '  ✓  WorkersReady   Draining  5 min',
    '',
    '  Listener  Listens  Tracks  Coverage  Last sync  State',
    '  mara      123,456  7,890   83 %      12 s ago   Ready',
  ]);
});

it('begins with what needs somebody, and says what to do', () => {
  const home = installation({
    version: '0.1.0',
    failedVersion: '0.2.0',
    conditions: [
      at(sideTrackCondition('Ready', 'Degraded')),
      at(sideTrackCondition('DatabaseReady', 'VolumePending')),
      at(sideTrackCondition('ApiReady', 'Waiting')),
      at(sideTrackCondition('BackupReady', 'Failed', 'The volume is full.')),
    ],
  });
  const jon = listener('jon', {
    conditions: [at(tenantCondition('Ready', 'SecretMissing', 'The Secret jon-lastfm is missing.'))],
  });
  const lines = renderStatus(home, [listener('mara', { conditions: [] }), jon], now);
  expect(lines.slice(0, 9)).toEqual([
    'home: not ready (Degraded)',
    '  A part that ran is no longer ready. Read the condition that is False: it names the part and what to do.',
    '',
    '  ✗ DatabaseReady: VolumePending, since 5 min',
    `    ${sideTrackCondition('DatabaseReady', 'VolumePending').message}`,
    '',
    '  ✗ BackupReady: Failed, since 5 min',
    `    ${sideTrackCondition('BackupReady', 'Failed', 'The volume is full.').message}`,
    '',
  ]);
  expect(lines).toContain('  Version   0.1.0, 0.2.0 failed and was rolled back');
  expect(lines).toContain('  …  ApiReady       Waiting        5 min');
  expect(lines.at(-2)).toMatch(/^ {2}jon .* The Secret jon-lastfm is missing\./);
  expect(lines.at(-1)).toMatch(/^ {2}mara .* not seen yet$/);
});

it.each([
  [{ paused: true }, 'home: paused: the operator changes nothing'],
  [{ hibernate: true }, 'home: hibernates; all data is kept'],
  [{}, 'home: the operator has not looked at it yet'],
])('says of %j how it stands', (more, first) => {
  expect(renderStatus(installation({}, more), [], now)[0]).toContain(first);
});

it('cuts a long list of listeners, those with problems first', () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    listener(`n${String(index)}`, { conditions: [at(tenantCondition('Ready', 'Ready'))] }),
  );
  many.push(listener('bad', { conditions: [at(tenantCondition('Ready', 'HandleTaken'))] }));
  const lines = renderStatus(installation({}), many, now);
  expect(lines.filter((line) => line.startsWith('  n'))).toHaveLength(19);
  expect(lines.find((line) => line.startsWith('  bad'))).toContain('The handle belongs to another listener');
  expect(lines.at(-1)).toBe('  and 981 more: kubectl get tenants');
});
