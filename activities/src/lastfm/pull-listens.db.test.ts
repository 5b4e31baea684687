import { jest } from '@jest/globals';
import { connectionOwner, sealCredential } from '@sidetrack/settings';
import { activityDeps, addListener, createTestDatabase, startFakes } from '@sidetrack/test';
import type { Fakes, Play, TestDatabase } from '@sidetrack/test';
import { findDueWork } from '../control/find-due-work.ts';
import { createIngestActivities } from '../ingest-activities.ts';
import type { PullResult } from '../types.ts';

const START = Date.UTC(2026, 0, 1) / 1000;
const NOW = new Date((START + 30 * 86_400) * 1000);
const SECRET = 'a secret key that is long enough for anyone';
const plays = (count: number, from = START, step = 200): Play[] =>
  Array.from({ length: count }, (_, n) => ({ listenedAt: from + n * step, artist: `a${n % 7}`, track: `t${n % 31}` }));

jest.setTimeout(60_000);
let database: TestDatabase;
let fakes: Fakes;
let users = 0;
let now: Date;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());
beforeEach(() => void (now = NOW));
afterEach(() => fakes.stop());

async function connect(
  user: string,
  { sessionKey = null as string | null, lastSyncedAt = null as Date | null } = {},
): Promise<{ connectionId: string; userId: string }> {
  const userId = await addListener(database.db, `listener${(users += 1)}`);
  const sealed = sessionKey === null ? null : sealCredential(sessionKey, SECRET, connectionOwner(userId, 'lastfm'));
  const [row] = await database.db.asUser(userId, (tx) =>
    tx.query<{ id: string }>(
      `INSERT INTO connections (user_id, service, external_name, interval_seconds, credential, credential_key_id, last_synced_at) VALUES ($1, 'lastfm', $2, 60, $3, $4, $5) RETURNING id`,
      [userId, user, sealed?.credential ?? null, sealed?.keyId ?? null, lastSyncedAt],
    ),
  );
  return { connectionId: row!.id, userId };
}

const deps = (env: Record<string, string> = {}) => ({
  ...activityDeps(database.db, {
    ...fakes.env,
    SIDETRACK_SECRET_KEY: SECRET,
    SIDETRACK_LASTFM_API_KEY: 'KEY',
    SIDETRACK_LASTFM_API_SECRET: 'SECRET',
    ...env,
  }),
  clock: () => now,
});
const activities = (limits = { pageSize: 10, pages: 3 }) =>
  createIngestActivities(deps(), { limits, lastfmRequestsPerSecond: 1000 });
const startWith = async (lastfm: Parameters<typeof startFakes>[0] & object): Promise<void> => {
  fakes = await startFakes(lastfm);
};

/** Pulls as the workflow does: forwards, then backwards until the history is whole. */
async function pullAll(connectionId: string, set = activities()): Promise<PullResult> {
  const total = { pages: 0, imported: 0, duplicates: 0, complete: true };
  const add = (step: PullResult): boolean => {
    total.pages += step.pages;
    total.imported += step.imported;
    total.duplicates += step.duplicates;
    return step.complete;
  };
  for (;;) {
    while (!add(await set.pullListens({ connectionId, direction: 'forward' })));
    if (add(await set.pullListens({ connectionId, direction: 'backward' }))) return total;
  }
}

const known = async (userId: string): Promise<string[]> =>
  (
    await database.db.asUser(userId, (tx) =>
      tx.query<{ play: string }>(
        `SELECT extract(epoch FROM listened_at)::bigint || ' ' || artist_name || ' ' || track_name AS play FROM listens WHERE user_id = $1`,
        [userId],
      ),
    )
  )
    .map(({ play }) => play)
    .sort();
const told = (...histories: readonly (readonly Play[])[]): string[] =>
  histories
    .flat()
    .map(({ listenedAt, artist, track }) => `${listenedAt} ${artist} ${track}`)
    .sort();
const query = <Row>(userId: string, text: string): Promise<Row[]> =>
  database.db.asUser(userId, (tx) => tx.query<Row>(text, [userId]));
const asked = () =>
  fakes.lastfm.requests.map(({ query: parameters }) => Object.fromEntries(parameters) as Record<string, string>);

test('a history is read whole, newest first, and again with nothing new in one request', async () => {
  await startWith({ lastfm: { plays: { ann: plays(95) } } });
  const { connectionId, userId } = await connect('ann');
  const first = await activities().pullListens({ connectionId, direction: 'forward' });
  expect(first).toEqual({
    pages: 1,
    imported: 10,
    duplicates: 0,
    complete: true,
    askedAt: '2026-01-31T00:00:00.000Z',
  });
  expect((await known(userId)).at(-1)).toBe(told(plays(95)).at(-1));
  expect((await pullAll(connectionId)).imported).toBe(85);
  expect(await known(userId)).toEqual(told(plays(95)));
  expect(
    await query(
      userId,
      'SELECT backfill_complete AS complete, remote_count AS remote FROM connections WHERE user_id = $1',
    ),
  ).toEqual([{ complete: true, remote: 95 }]);
  await database.db.asService((tx) => tx.query('UPDATE connections SET last_synced_at = $1', [now]));
  const before = fakes.lastfm.requests.length;
  expect(await pullAll(connectionId)).toEqual({ pages: 1, imported: 0, duplicates: 1, complete: true });
  expect(asked().slice(before)).toMatchObject([{ page: '1', from: String(START + 94 * 200) }]);
});

test.each([1, 7, 10, 20, 21, 35])(
  '%i new listens at once are walked from the last page to the first',
  async (count) => {
    await startWith({ lastfm: { plays: { ann: plays(5) } } });
    const { connectionId, userId } = await connect('ann');
    await pullAll(connectionId);
    const later = plays(count, START + 5000, 100);
    fakes.lastfm.addPlays('ann', later);
    await pullAll(connectionId);
    expect(await known(userId)).toEqual(told(plays(5), later));
  },
);

test('listens that come, or come late, while pages are walked are all read', async () => {
  await startWith({ lastfm: { plays: { ann: plays(5) } } });
  const { connectionId, userId } = await connect('ann');
  const set = activities({ pageSize: 5, pages: 3 });
  await pullAll(connectionId, set);
  const all = [plays(5)];
  const add = (more: Play[]): void => {
    all.push(more);
    fakes.lastfm.addPlays('ann', more);
  };
  add(plays(43, START + 10_000, 50));
  // Each request meets a history that has grown at its newest end, and within the window that is being walked.
  let n = 0;
  const { fetch } = globalThis;
  const growing = createIngestActivities(
    {
      ...deps(),
      fetch: async (...given) => {
        const answer = await fetch(...given);
        n += 1;
        if (n < 12) add([...plays(3, START + 100_000 + n * 1000, 7), ...plays(1, START + 11_900 + n, 1)]);
        return answer;
      },
    },
    { limits: { pageSize: 5, pages: 3 }, lastfmRequestsPerSecond: 1000 },
  );
  await pullAll(connectionId, growing);
  await pullAll(connectionId, set);
  expect(await known(userId)).toEqual(told(...all));
});

test('many listens of one second at page edges are all kept', async () => {
  const tied = [0, 1, 2].flatMap((second) =>
    Array.from({ length: 23 }, (_, n) => ({ listenedAt: START + second, artist: 'tie', track: `${second} ${n}` })),
  );
  await startWith({ lastfm: { plays: { ann: tied } } });
  const { connectionId, userId } = await connect('ann');
  await pullAll(connectionId);
  expect(await known(userId)).toEqual(told(tied));
  const later = tied.map((play) => ({ ...play, listenedAt: play.listenedAt + 500 }));
  fakes.lastfm.addPlays('ann', later);
  await pullAll(connectionId);
  expect(await known(userId)).toEqual(told(tied, later));
});

test('what was dated back or deleted there shows when the last days are read again, and the count agrees', async () => {
  await startWith({ lastfm: { plays: { ann: plays(30, START + 29 * 86_400) } } });
  const { connectionId, userId } = await connect('ann');
  await pullAll(connectionId);
  const late = plays(4, START + 29 * 86_400 + 37, 333);
  fakes.lastfm.addPlays('ann', late);
  fakes.lastfm.removePlays('ann', ({ listenedAt }) => listenedAt === START + 29 * 86_400 + 600);
  await database.db.asService((tx) =>
    tx.query('UPDATE connections SET last_synced_at = $1', [new Date(now.getTime() - 3_700_000)]),
  );
  await pullAll(connectionId);
  expect(await known(userId)).toEqual(told(plays(30, START + 29 * 86_400).toSpliced(3, 1), late));
});

test('listens that it counts and never gives are looked for once, not every day', async () => {
  const old = { listenedAt: 5, artist: 'clock', track: 'never set' };
  await startWith({ lastfm: { plays: { ann: [old, ...plays(30)] } } });
  const { connectionId, userId } = await connect('ann');
  // So late that the month that is read again has no play in it.
  now = new Date(now.getTime() + 86_400_000);
  await pullAll(connectionId);
  const pagesOfNextDay = async (): Promise<number> => {
    await database.db.asService((tx) => tx.query('UPDATE connections SET last_synced_at = $1', [now]));
    now = new Date(now.getTime() + 86_400_000);
    return (await pullAll(connectionId)).pages;
  };
  const first = await pagesOfNextDay();
  const second = await pagesOfNextDay();
  expect(second).toBeLessThan(first);
  expect(await known(userId)).toHaveLength(30);
  fakes.lastfm.addPlays('ann', plays(2, START - 900_000));
  expect(await pagesOfNextDay()).toBe(first);
  expect(await known(userId)).toHaveLength(32);
});

describe('what plays', () => {
  const playing = (userId: string) =>
    query<{ track: string; since: Date }>(
      userId,
      `SELECT track_name AS track, since FROM now_playing WHERE user_id = $1 AND source = 'lastfm'`,
    );
  test('is kept while it plays, and is no listen', async () => {
    await startWith({ lastfm: { plays: { ann: plays(1) }, nowPlaying: { ann: { artist: 'A', track: 'now' } } } });
    const { connectionId, userId } = await connect('ann');
    await pullAll(connectionId);
    expect(await playing(userId)).toMatchObject([{ track: 'now', since: NOW }]);
    now = new Date(NOW.getTime() + 60_000);
    await pullAll(connectionId);
    expect(await playing(userId)).toMatchObject([{ track: 'now', since: NOW }]);
    fakes.lastfm.setPlaying('ann', { artist: 'A', track: 'next' });
    await pullAll(connectionId);
    expect(await playing(userId)).toMatchObject([{ track: 'next', since: now }]);
    fakes.lastfm.setPlaying('ann', null);
    await pullAll(connectionId);
    expect(await playing(userId)).toEqual([]);
    expect(await known(userId)).toHaveLength(1);
  });
});

describe('what Last.fm refuses', () => {
  const pull = async (connectionId: string) => activities().pullListens({ connectionId, direction: 'forward' });

  test('a listener who hides their listens is read with their own permission, and signed', async () => {
    await startWith({ lastfm: { secret: 'SECRET', plays: { ann: plays(3) }, hidden: { ann: 'session' } } });
    const open = await connect('ann');
    await expect(pull(open.connectionId)).rejects.toMatchObject({
      name: 'PermanentError',
      sentence: expect.stringMatching(/hides their listens.*Connect Last\.fm/u),
    });
    const allowed = await connect('ann', { sessionKey: 'session' });
    expect(await pull(allowed.connectionId)).toMatchObject({ imported: 3 });
    const ended = await connect('ann', { sessionKey: 'old' });
    await expect(pull(ended.connectionId)).rejects.toThrow(/permission to read this account at Last\.fm has ended/);
  });

  test('an unknown user is told as such', async () => {
    await startWith({});
    const { connectionId } = await connect('nobody');
    await expect(pull(connectionId)).rejects.toMatchObject({
      name: 'PermanentError',
      message: 'Last.fm knows no user "nobody".',
    });
  });

  test.each([
    [8, 'TransientError'],
    [11, 'TransientError'],
    [16, 'TransientError'],
    [29, 'RateLimitedError'],
    [26, 'PermanentError'],
  ])('error %i inside HTTP 200 is a %s, and nothing is lost by it', async (code, name) => {
    await startWith({ lastfm: { plays: { ann: plays(25) } } });
    const { connectionId, userId } = await connect('ann');
    await pull(connectionId);
    fakes.lastfm.errorNext(1, code, 'Not now');
    await expect(activities().pullListens({ connectionId, direction: 'backward' })).rejects.toMatchObject({ name });
    await pullAll(connectionId);
    expect(await known(userId)).toEqual(told(plays(25)));
  });
});

test('a page of a file and the account are the same source: nothing doubles', async () => {
  await startWith({ lastfm: { plays: { ann: [{ ...plays(1)[0]!, release: 'An album' }] } } });
  const { connectionId, userId } = await connect('ann');
  await pullAll(connectionId);
  expect(await query(userId, 'SELECT source, told_at FROM listen_sources WHERE user_id = $1')).toEqual([
    { source: 'lastfm', told_at: null },
  ]);
});

test('an account is due where Last.fm can be asked', async () => {
  await startWith({});
  const { connectionId } = await connect('ann');
  const due = async (lastfmApiKey: string | undefined) => {
    const { settings, ...rest } = deps();
    const given = { ...rest, settings: { ...settings, lastfmApiKey }, clock: () => new Date() };
    return (await findDueWork(given, { tagsAt: Infinity, scoresAsked: true })).connections;
  };
  expect(await due('KEY')).toContainEqual({ connectionId, service: 'lastfm', part: 'newest' });
  expect(await due(undefined)).not.toContainEqual(expect.objectContaining({ connectionId }));
});
