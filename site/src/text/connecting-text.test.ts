import type { Connection } from '../data/types.ts';
import { describeConnecting } from './connecting-text.ts';

const noted: Connection = {
  id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
  service: 'listenbrainz',
  externalName: 'rob',
  hasCredential: false,
  state: 'active',
  stateReason: null,
  lastSyncedAt: null,
  nextDueAt: '2026-11-18T20:15:00.000Z',
  backfillComplete: false,
};

test('an account is only noted until its listens have come', () => {
  expect(describeConnecting(noted, null)).toEqual({
    tone: 'note',
    title: 'rob is noted',
    text: 'ListenBrainz will be asked for the listens of rob now.',
  });
  expect(describeConnecting(noted, noted).tone).toBe('note');
  expect(describeConnecting(noted, { ...noted, externalName: 'ana', stateReason: 'no such user' }).tone).toBe('note');
});

test('what keeps the listens from coming is told, also while it is tried again', () => {
  expect(describeConnecting(noted, { ...noted, stateReason: 'ListenBrainz cannot be reached; trying again.' })).toEqual(
    {
      tone: 'warning',
      title: 'The listens of rob could not be fetched yet',
      text: 'ListenBrainz cannot be reached; trying again.',
    },
  );
});

test('connected is said once they came', () => {
  const fetched = { ...noted, lastSyncedAt: '2026-11-18T20:15:02.000Z' };
  expect(describeConnecting(noted, fetched).tone).toBe('done');
  expect(describeConnecting(fetched, fetched).tone).toBe('note');
});
