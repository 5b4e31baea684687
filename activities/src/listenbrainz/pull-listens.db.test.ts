import { dueCadence, HOURLY } from '../connections/cadence.ts';
import { activityDeps, addListener, createTestDatabase, startFakes, uuidOf } from '@sidetrack/test';
import type { Fakes, Play, TestDatabase } from '@sidetrack/test';
import { connectionOwner, sealCredential } from '@sidetrack/settings';
import { deferConnection } from '../control/defer-connection.ts';
import { createIngestActivities } from '../ingest-activities.ts';
import type { PullResult } from '../types.ts';

const START = Date.UTC(2026, 0, 1) / 1000;
const SECRET = 'a secret key that is long enough for anyone';
const open = { requestsPerWindow: 10_000 };
const plays = (count: number, from = START, step = 200): Play[] =>
  Array.from({ length: count }, (_, n) => ({ listenedAt: from + n * step, artist: `a${n % 7}`, track: `t${n % 31}` }));

let database: TestDatabase;
let fakes: Fakes;
let users = 0;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());
afterEach(() => fakes.stop());

async function connect(
  user: string,
  { token = null as string | null, lastSyncedAt = null as Date | null } = {},
): Promise<{ connectionId: string; userId: string }> {
  const userId = await addListener(database.db, `listener${(users += 1)}`);
  const sealed = token === null ? null : sealCredential(token, SECRET, connectionOwner(userId, 'listenbrainz'));
  const [row] = await database.db.asUser(userId, (tx) =>
    tx.query<{ id: string }>(
      `INSERT INTO connections (user_id, service, external_name, interval_seconds, credential, credential_key_id, last_synced_at) VALUES ($1, 'listenbrainz', $2, 60, $3, $4, $5) RETURNING id`,
      [userId, user, sealed?.credential ?? null, sealed?.keyId ?? null, lastSyncedAt],
    ),
  );
  return { connectionId: row!.id, userId };
}

function activities(limits = { pageSize: 10, pages: 3 }, changes: Partial<ReturnType<typeof activityDeps>> = {}) {
  return createIngestActivities(
    { ...activityDeps(database.db, { ...fakes.env, SIDETRACK_SECRET_KEY: SECRET }), ...changes },
    { limits },
  );
}

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
      tx.query<{ key: string }>(
        `SELECT extract(epoch FROM listened_at)::bigint || ' ' || track_key AS key FROM listens WHERE user_id = $1 ORDER BY 1`,
        [userId],
      ),
    )
  ).map(({ key }) => key);
const told = (user: string): string[] =>
  fakes.listenbrainz
    .listens(user)
    .map((listen) => `${listen.listened_at} ${listen.recording_msid}`)
    .sort();
const connectionOf = async (userId: string) =>
  (
    await database.db.asUser(userId, (tx) =>
      tx.query<{ complete: boolean; remote: number | null }>(
        'SELECT backfill_complete AS complete, remote_count AS remote FROM connections WHERE user_id = $1',
        [userId],
      ),
    )
  )[0]!;

test('a history is read whole, newest first, and again with nothing new', async () => {
  fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(95) } } });
  const { connectionId, userId } = await connect('ann');
  const first = await activities().pullListens({ connectionId, direction: 'forward' });
  expect(first).toEqual({ pages: 1, imported: 10, duplicates: 0, complete: true, askedAt: expect.any(String) });
  expect((await known(userId)).at(-1)).toBe(told('ann').at(-1));
  const rest = await pullAll(connectionId);
  expect(rest.imported).toBe(85);
  expect(await known(userId)).toEqual(told('ann'));
  expect(await connectionOf(userId)).toEqual({ complete: true, remote: 95 });
  expect(await pullAll(connectionId)).toMatchObject({ imported: 0, complete: true });
});

test('new listens come while the history is still being read, and none is lost', async () => {
  fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(60) } } });
  const { connectionId, userId } = await connect('ann');
  const set = activities({ pageSize: 5, pages: 2 });
  for (let round = 0; round < 6; round += 1) {
    await set.pullListens({ connectionId, direction: 'forward' });
    fakes.listenbrainz.addListens('ann', plays(13, START + 100_000 * (round + 1), 7));
    await set.pullListens({ connectionId, direction: 'backward' });
  }
  await pullAll(connectionId, set);
  expect(await known(userId)).toEqual(told('ann'));
});

test.each([3, 10, 11, 25, 40])('%i listens that share one second at every page edge are all kept', async (ties) => {
  const tied = [0, 1, 2, 3].flatMap((second) =>
    Array.from({ length: ties }, (_, n) => ({ listenedAt: START + second, artist: 'tie', track: `${second} ${n}` })),
  );
  fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: tied } } });
  const { connectionId, userId } = await connect('ann');
  await pullAll(connectionId);
  expect(await known(userId)).toEqual(told('ann'));
  fakes.listenbrainz.addListens(
    'ann',
    tied.map((play) => ({ ...play, listenedAt: play.listenedAt + 1000 })),
  );
  await pullAll(connectionId);
  expect(await known(userId)).toEqual(told('ann'));
});

test('more ties than one answer holds end in a step over that second, not in a loop', async () => {
  const tied = Array.from({ length: 1100 }, (_, n) => ({ listenedAt: START + 500, artist: 'tie', track: `${n}` }));
  fakes = await startFakes({
    listenbrainz: { ...open, listens: { ann: [...plays(3), ...tied, ...plays(3, START + 1000)] } },
  });
  const { connectionId, userId } = await connect('ann');
  const { pages } = await pullAll(connectionId, activities({ pageSize: 500, pages: 20 }));
  expect(pages).toBeLessThan(10);
  expect(await known(userId)).toHaveLength(1006);
  expect(await connectionOf(userId)).toMatchObject({ complete: true });
});

test('since limits how far back is read', async () => {
  fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(50, START, 86_400) } } });
  const { connectionId, userId } = await connect('ann');
  const set = activities();
  await set.pullListens({ connectionId, direction: 'forward' });
  const since = new Date((START + 30 * 86_400) * 1000).toISOString().slice(0, 10);
  while (!(await set.pullListens({ connectionId, direction: 'backward', since })).complete);
  expect(await known(userId)).toEqual(told('ann').slice(30));
  expect(await connectionOf(userId)).toMatchObject({ complete: false });
});

describe('a limit', () => {
  test('no request leaves while the window is closed, and the pull goes on after it', async () => {
    fakes = await startFakes({ listenbrainz: { listens: { ann: plays(60) }, requestsPerWindow: 3, windowSeconds: 1 } });
    const { connectionId, userId } = await connect('ann');
    await pullAll(connectionId, activities({ pageSize: 10, pages: 10 }));
    expect(await known(userId)).toEqual(told('ann'));
    expect(fakes.listenbrainz.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('a 429 without Retry-After is obeyed by its X-RateLimit-Reset-In', async () => {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(5) } } });
    fakes.listenbrainz.failNext(2, {
      kind: 'status',
      status: 429,
      body: 'slow down',
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-in': '1' },
    });
    const { connectionId } = await connect('ann');
    expect(await activities().pullListens({ connectionId, direction: 'forward' })).toMatchObject({ imported: 5 });
    const [first, second, third] = fakes.listenbrainz.requests;
    expect(second!.arrivedAt - first!.arrivedAt).toBeGreaterThanOrEqual(1000);
    expect(third!.arrivedAt - second!.arrivedAt).toBeGreaterThanOrEqual(1000);
  });

  test('a service that stays closed is left alone for as long as it says', async () => {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: [] } } });
    fakes.listenbrainz.failNext(9, { kind: 'status', status: 429, headers: { 'x-ratelimit-reset-in': '120' } });
    const { connectionId } = await connect('ann');
    await expect(activities().pullListens({ connectionId, direction: 'forward' })).rejects.toMatchObject({
      name: 'RateLimitedError',
      retryAfterSeconds: expect.any(Number),
    });
    expect(fakes.listenbrainz.requests).toHaveLength(1);
  });
});

describe('a service that fails', () => {
  const cases = [
    ['answers 500', { kind: 'status', status: 500 }],
    ['answers garbage', { kind: 'garbage' }],
    ['answers another JSON', { kind: 'status', status: 200, body: '{"ok":true}' }],
    ['cuts the connection', { kind: 'reset' }],
  ] as const;
  test.each(cases)('%s: transient, and the next try goes on', async (_, fault) => {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(35) } } });
    const { connectionId, userId } = await connect('ann');
    await activities().pullListens({ connectionId, direction: 'forward' });
    fakes.listenbrainz.failNext(1, fault);
    await expect(activities().pullListens({ connectionId, direction: 'backward' })).rejects.toMatchObject({
      name: 'TransientError',
    });
    await pullAll(connectionId);
    expect(await known(userId)).toEqual(told('ann'));
  });

  test('is told in the connection at once, and no longer when a page comes', async () => {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(5) } } });
    fakes.listenbrainz.failNext(1, { kind: 'reset' });
    const { connectionId, userId } = await connect('ann');
    const standing = async () =>
      (
        await database.db.asUser(userId, (tx) =>
          tx.query('SELECT state, state_reason AS reason FROM connections WHERE user_id = $1', [userId]),
        )
      )[0];
    await expect(activities().pullListens({ connectionId, direction: 'forward' })).rejects.toThrow();
    expect(await standing()).toEqual({
      state: 'active',
      reason: expect.stringMatching(/^ListenBrainz could not be reached: [^.]+; trying again\.$/),
    });
    await activities().pullListens({ connectionId, direction: 'forward' });
    expect(await standing()).toEqual({ state: 'active', reason: null });
  });

  test('is silent: transient when the time is up', async () => {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(5) } } });
    fakes.listenbrainz.failNext(1, { kind: 'hang' });
    const { connectionId } = await connect('ann');
    const impatient: typeof fetch = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(50) });
    await expect(
      activities(undefined, { fetch: impatient }).pullListens({ connectionId, direction: 'forward' }),
    ).rejects.toMatchObject({ name: 'TransientError' });
  });

  test('in the middle of a page walk: what was read is kept, the rest follows', async () => {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(95) } } });
    const { connectionId, userId } = await connect('ann');
    let requests = 0;
    const dying: typeof fetch = (url, init) =>
      (requests += 1) > 4 ? Promise.reject(new Error('killed')) : fetch(url, init);
    await expect(pullAll(connectionId, activities({ pageSize: 10, pages: 50 }, { fetch: dying }))).rejects.toThrow(
      /killed/,
    );
    const before = (await known(userId)).length;
    expect(before).toBeGreaterThan(10);
    expect(await pullAll(connectionId)).toMatchObject({ imported: 95 - before });
    expect(await known(userId)).toEqual(told('ann'));
  });
});

describe('what a person must change', () => {
  test('an unknown user', async () => {
    fakes = await startFakes();
    const { connectionId } = await connect('nobody');
    await expect(activities().pullListens({ connectionId, direction: 'forward' })).rejects.toMatchObject({
      name: 'PermanentError',
      sentence: 'ListenBrainz knows no user "nobody". Check the name under Connections.',
    });
  });

  test('a wrong token', async () => {
    fakes = await startFakes({ listenbrainz: { ...open, tokens: { right: 'ann' } } });
    const { connectionId } = await connect('ann', { token: 'wrong' });
    await expect(activities().pullListens({ connectionId, direction: 'forward' })).rejects.toMatchObject({
      name: 'PermanentError',
      message: 'ListenBrainz does not know this token.',
    });
    const right = await connect('ann', { token: 'right' });
    expect(await activities().pullListens({ connectionId: right.connectionId, direction: 'forward' })).toMatchObject({
      complete: true,
    });
    expect(fakes.listenbrainz.requests.at(-1)!.headers.authorization).toBe('Token right');
  });

  test('a broken listen does not stop its neighbours', async () => {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(5) } } });
    fakes.listenbrainz.remap(
      'ann',
      ({ listened_at: at }) => at === START + 200,
      (listen) => ({ ...listen, track_metadata: { ...listen.track_metadata, track_name: null as unknown as string } }),
    );
    const { connectionId } = await connect('ann');
    expect(await pullAll(connectionId)).toMatchObject({ imported: 4 });
  });
});

describe('the last days are read again', () => {
  const day = 86_400;
  const now = new Date((START + 40 * day) * 1000);
  const yesterday = new Date(now.getTime() - day * 1000);
  const at = (set: Date) => activities({ pageSize: 1000, pages: 20 }, { clock: () => set });

  async function synced(): Promise<{ connectionId: string; userId: string }> {
    fakes = await startFakes({ listenbrainz: { ...open, listens: { ann: plays(200, START, day / 5) } } });
    const connected = await connect('ann');
    await pullAll(connected.connectionId, at(yesterday));
    await database.db.asUser(connected.userId, (tx) =>
      tx.query('UPDATE connections SET last_synced_at = $2 WHERE id = $1', [connected.connectionId, yesterday]),
    );
    return connected;
  }

  test('late mappings are seen', async () => {
    const { connectionId, userId } = await synced();
    const mbid = uuidOf('late');
    const newest = fakes.listenbrainz.listens('ann').at(-20)!;
    fakes.listenbrainz.remap(
      'ann',
      (listen) => listen === newest,
      (listen) => ({
        ...listen,
        track_metadata: {
          ...listen.track_metadata,
          mbid_mapping: {
            recording_mbid: mbid,
            artist_mbids: [],
            artists: [],
            caa_id: null,
            caa_release_mbid: null,
            recording_name: 'x',
          },
        },
      }),
    );
    await pullAll(connectionId, at(now));
    const mapped = await database.db.asUser(userId, (tx) =>
      tx.query(
        'SELECT r.mbid FROM listens l JOIN recordings r ON r.id = l.recording_id WHERE l.user_id = $1 AND r.mbid IS NOT NULL',
        [userId],
      ),
    );
    expect(mapped).toEqual([{ mbid }]);
  });

  test('deleted listens go, and only those', async () => {
    const { connectionId, userId } = await synced();
    const gone = fakes.listenbrainz.listens('ann').slice(-30, -25);
    fakes.listenbrainz.deleteListens('ann', (listen) => gone.includes(listen));
    await pullAll(connectionId, at(now));
    expect(await known(userId)).toEqual(told('ann'));
    expect(await connectionOf(userId)).toMatchObject({ remote: 195 });
  });

  test('an import that was dated back makes the history be read again', async () => {
    const { connectionId, userId } = await synced();
    fakes.listenbrainz.addListens('ann', plays(7, START - 100 * day, 3600));
    await pullAll(connectionId, at(now));
    expect(await known(userId)).toEqual(told('ann'));
  });

  test.each([
    ['what is new and the last days in one request, and a count', 'laptop', ['listens', 'listen-count']],
    ['no hourly count where many share the limit', 'hosted', ['listens']],
  ] as const)('%s', async (_, mode, asked) => {
    const { connectionId, userId } = await synced();
    const due = firstHourOf(connectionId, yesterday);
    await database.db.asUser(userId, (tx) =>
      tx.query('UPDATE connections SET last_synced_at = $2 WHERE id = $1', [
        connectionId,
        new Date(due.getTime() - 60_000),
      ]),
    );
    const fresh = plays(3, Math.floor(due.getTime() / 1000) - 600);
    const late = plays(1, Math.floor(due.getTime() / 1000) - day - 7);
    fakes.listenbrainz.addListens('ann', [...fresh, ...late]);
    const before = fakes.listenbrainz.requests.length;
    const { settings } = activityDeps(database.db, { ...fakes.env, SIDETRACK_SECRET_KEY: SECRET });
    const set = activities({ pageSize: 1000, pages: 20 }, { clock: () => due, settings: { ...settings, mode } });
    await set.pullListens({ connectionId, direction: 'forward' });
    expect(fakes.listenbrainz.requests.slice(before).map(({ path }) => path.split('/').at(-1))).toEqual(asked);
    expect(await known(userId)).toEqual(told('ann'));
  });

  test('an hour that begins while a pull runs is not taken for read again', async () => {
    const { connectionId, userId } = await synced();
    const due = firstHourOf(connectionId, yesterday, 1000);
    const seconds = (count: number) => new Date(due.getTime() + count * 1000);
    let time = seconds(-1);
    // Each look at the clock is some seconds after the one before, as in a pull that waits for its turn.
    const clock = () => {
      const looked = time;
      time = new Date(time.getTime() + 5000);
      return looked;
    };
    const deps = { ...activityDeps(database.db, { ...fakes.env, SIDETRACK_SECRET_KEY: SECRET }), clock };
    const pullAndDefer = async (): Promise<void> => {
      const set = createIngestActivities(deps, { limits: { pageSize: 1000, pages: 20 } });
      const { askedAt } = await set.pullListens({ connectionId, direction: 'forward' });
      await deferConnection(deps, { connectionId, failed: false, ...(askedAt !== undefined && { askedAt }) });
    };
    await database.db.asUser(userId, (tx) =>
      tx.query('UPDATE connections SET last_synced_at = $2 WHERE id = $1', [connectionId, seconds(-61)]),
    );
    fakes.listenbrainz.addListens('ann', plays(1, Math.floor(due.getTime() / 1000) - 60));
    await pullAndDefer();
    expect(time.getTime()).toBeGreaterThan(due.getTime());
    fakes.listenbrainz.addListens('ann', plays(1, Math.floor(due.getTime() / 1000) - day - 7));
    time = seconds(60);
    await pullAndDefer();
    expect(await known(userId)).toEqual(told('ann'));
  });

  /** The first step from then on with which an hour of this account begins, and no day. */
  function firstHourOf(connectionId: string, from: Date, stepMs = 60_000): Date {
    for (let at = from.getTime() + stepMs; ; at += stepMs) {
      if (dueCadence(connectionId, new Date(at - stepMs), new Date(at)) === HOURLY) return new Date(at);
    }
  }

  test('not at every pull', async () => {
    const { connectionId } = await synced();
    const before = fakes.listenbrainz.requests.length;
    await at(new Date(yesterday.getTime() + 1)).pullListens({ connectionId, direction: 'forward' });
    expect(fakes.listenbrainz.requests.length - before).toBe(1);
  });
});
