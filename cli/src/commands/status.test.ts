import type { Overview } from '../client/shapes.ts';
import { overviewLines } from './status.ts';

const current = (connections: Overview['connections']): Overview => ({
  listener: { id: 'u', handle: 'local', timeZone: 'UTC', isDemo: false },
  listens: { total: 0, latestAt: null },
  tracks: { distinct: 0, withAudio: 0, scored: 0 },
  coverage: { audio: 0, scores: 0 },
  pending: { metadata: 0, tags: 0, match: 0, extract: 3, score: 0, map: 0, imports: 0 },
  connections,
  audioRoots: [],
});

test('an account whose history is not here yet is work to be done, and its trouble is told', () => {
  const stateReason = 'ListenBrainz does not answer; trying again.';
  const connection = { service: 'listenbrainz', externalName: 'ada', state: 'active', lastSyncedAt: null };
  const lines = overviewLines(current([{ ...connection, stateReason, backfillComplete: false }]));
  expect(lines).toContain('to be done    the history of ada, 3 extract');
  expect(lines).toContain(`listenbrainz  ada: ${stateReason}`);
  expect(overviewLines(current([{ ...connection, stateReason: null, backfillComplete: true }]))).toContain(
    'to be done    3 extract',
  );
});
