import type { Measuring } from '../data/queries/settings.ts';
import type { Connection } from '../data/types.ts';
import { englishReader as english } from './readers.fixture.ts';
import {
  describeConnection,
  intervalChoices,
  intervalName,
  measuringCost,
  modelPurpose,
  tokenMay,
  zonesMoved,
  zoneSince,
} from './settings-text.ts';

const now = Date.parse('2026-11-18T20:30:00.000Z');
const connection: Connection = {
  id: 'x',
  service: 'listenbrainz',
  externalName: 'ana',
  hasCredential: false,
  state: 'active',
  stateReason: null,
  lastSyncedAt: '2026-11-18T20:28:00.000Z',
  nextDueAt: '2026-11-18T20:35:00.000Z',
  backfillComplete: true,
};

test.each<[string, Partial<Connection>, string, string]>([
  ['works', {}, 'Working', 'Last asked 2 minutes ago. Next in 5 minutes. Your whole history is here.'],
  [
    'still reads the past',
    { backfillComplete: false, nextDueAt: '2026-11-18T20:29:00.000Z' },
    'Working',
    'Last asked 2 minutes ago. Next now. Older listens are still on their way.',
  ],
  ['is new', { lastSyncedAt: null }, 'New', 'It is asked for the first time now.'],
  [
    'fails',
    { state: 'failing', stateReason: 'There is no such user.', nextDueAt: '2026-11-18T21:31:00.000Z' },
    'Not working',
    'There is no such user. Last asked 2 minutes ago. Next at 18 Nov 2026, 21:31.',
  ],
  [
    'meets trouble while it is asked',
    { stateReason: 'It does not answer; trying again.', lastSyncedAt: null },
    'Waiting',
    'It does not answer; trying again. It has not answered yet. Next in 5 minutes.',
  ],
  ['is paused', { state: 'paused' }, 'Paused', 'Nothing is fetched from it at the moment.'],
])('an account that %s says so', (_how, change, word, sentence) => {
  expect(describeConnection({ ...connection, ...change }, now, english)).toMatchObject({ word, sentence });
});

test.each([
  [1, 'every minute'],
  [15, 'every 15 minutes'],
  [60, 'every hour'],
  [90, 'every 90 minutes'],
  [180, 'every 3 hours'],
  [1440, 'every day'],
  [2880, 'every 2 days'],
])('%i minutes are %s', (minutes, name) => {
  expect(intervalName(minutes)).toBe(name);
});

test('the present interval can be chosen, whatever it is, and none that is too short', () => {
  expect(intervalChoices(7, 15).map(({ value }) => value)).toEqual(['7', '15', '30', '60', '180', '720', '1440']);
});

test('the cost of other options is told by the files there are', () => {
  const measuring = { files: 1204, waiting: 3 } as Measuring;
  expect(measuringCost(measuring, english)).toMatch(
    /^1,204 files of yours would be measured again.* 3 pieces of audio/u,
  );
  expect(measuringCost({ files: 0, waiting: 0 }, english)).toMatch(/no audio files/u);
});

test('what models are for', () => {
  expect(modelPurpose({ gives: ['stems'] } as never)).toBe('Separates drums, bass, voice and the rest.');
});

test('zones hold from a calendar day, in whatever zone the reader is', () => {
  const west = { ...english, timeZone: 'America/Los_Angeles' };
  expect(zoneSince({ since: '2026-03-01', timeZone: 'UTC' }, west)).toBe('From 1 Mar 2026');
  expect(zoneSince({ since: '1970-01-01', timeZone: 'UTC' }, west)).toBe('From the beginning');
  expect(zonesMoved(0, english)).toBe('Saved. No week begins at another moment.');
  expect(zonesMoved(38, english)).toBe('Saved. 38 weeks begin or end at another moment and are computed again.');
  expect(zonesMoved(1, english)).toBe('Saved. 1 week begins or ends at another moment and is computed again.');
});

test.each<[Parameters<typeof tokenMay>[0]['scopes'], string]>([
  [['read'], 'Read only'],
  [['push'], 'Push plays only'],
  [['read', 'push'], 'Read, and push plays'],
  [['write'], 'Read and write'],
])('what a token with %j may do', (scopes, words) => {
  expect(tokenMay({ scopes })).toBe(words);
});
