import { createPace, pipelineLine, restLine } from './follow-pipeline.ts';
import type { Overview } from './shapes.ts';

const rest = { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 };
const look = (pending: Partial<typeof rest>): Overview => ({
  listener: { id: 'u', handle: 'local', timeZone: 'UTC', isDemo: true },
  listens: { total: 6123, latestAt: null },
  tracks: { distinct: 78, withAudio: 18, scored: 78 },
  coverage: { audio: 0.4, scores: 1 },
  pending: { ...rest, ...pending },
  connections: [],
  audioRoots: [],
});

test('nothing is said when nothing is to be done', () => {
  expect(pipelineLine(look({}), { total: 0, secondsLeft: null })).toBeNull();
});

test('what is under way stands on one line', () => {
  expect(pipelineLine(look({ extract: 6, score: 40, map: 1 }), { total: 18, secondsLeft: 21.4 })).toBe(
    '6,123 listens · measuring: 12 of 18 files, 21 s left · scoring: 40 tracks · drawing the map',
  );
});

test('an account is being read until its whole history is here', () => {
  const connection = { service: 'listenbrainz', externalName: 'ada', stateReason: null, lastSyncedAt: null };
  const reading = (state: string, backfillComplete: boolean, stateReason: string | null = null) =>
    pipelineLine(
      { ...look({}), connections: [{ ...connection, state, stateReason, backfillComplete }] },
      { total: 0, secondsLeft: null },
    );
  expect(reading('active', false)).toBe('6,123 listens · reading ListenBrainz');
  expect(reading('active', false, 'ListenBrainz does not answer; trying again.')).toBe(
    '6,123 listens · reading ListenBrainz (ListenBrainz does not answer; trying again)',
  );
  expect(reading('active', true)).toBeNull();
  expect(reading('failing', false)).toBeNull();
});

test('what fails at rest is told, else that all is up to date', () => {
  const connection = { service: 'listenbrainz', externalName: 'ada', lastSyncedAt: null, backfillComplete: false };
  expect(restLine(look({}))).toBe('✓ up to date: 6,123 listens, 78 of 78 tracks scored (100 % of plays)');
  const failing = { ...connection, state: 'failing', stateReason: 'ListenBrainz knows no user "ada".' };
  expect(restLine({ ...look({}), connections: [failing] })).toBe('✗ ListenBrainz: ListenBrainz knows no user "ada".');
});

test('tells the time left from how fast files were measured', () => {
  let now = 0;
  const pace = createPace(() => now);
  expect(pace(look({ extract: 10 }).pending)).toEqual({ total: 10, secondsLeft: null });
  now = 8000;
  expect(pace(look({ extract: 6 }).pending)).toEqual({ total: 10, secondsLeft: 12 });
  expect(pace(look({ extract: 0 }).pending)).toEqual({ total: 0, secondsLeft: null });
  expect(pace(look({ extract: 3 }).pending)).toEqual({ total: 3, secondsLeft: null });
});
