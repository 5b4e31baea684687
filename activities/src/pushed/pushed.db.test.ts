import { activityDeps, addListener, createTestDatabase, startFakes } from '@sidetrack/test';
import type { ActivityDeps, Fakes, TestDatabase } from '@sidetrack/test';
import { connectionOwner, sealCredential } from '@sidetrack/settings';
import { findDueWork } from '../control/find-due-work.ts';
import { createIngestActivities } from '../ingest-activities.ts';
import { writePushedListens } from './write-pushed-listens.ts';

const AT = Date.UTC(2026, 0, 1) / 1000;
const SECRET = 'a secret key that is long enough for anyone';

let database: TestDatabase;
let fakes: Fakes;
let userId: string;
let users = 0;
let now: Date;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  users += 1;
  userId = await addListener(database.db, `listener${users}`);
  now = new Date('2026-02-01T12:00:00Z');
  fakes = await startFakes({ listenbrainz: { requestsPerWindow: 10_000, tokens: { good: 'ann' } } });
});
afterEach(() => fakes.stop());

const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asUser(userId, (tx) => tx.query<Row>(text, values));
const deps = (): ActivityDeps => ({
  ...activityDeps(database.db, { ...fakes.env, SIDETRACK_SECRET_KEY: SECRET }),
  clock: () => now,
});
const write = () => writePushedListens(deps(), { userId });
const relay = () => createIngestActivities(deps()).relayListens({ userId });
const due = async () => {
  const { pushes = [], relays = [] } = await findDueWork(deps(), { tagsAt: 0, scoresAsked: true });
  return { push: pushes.includes(userId), relay: relays.includes(userId) };
};

interface Track {
  artist_name: string;
  track_name: string;
  release_name?: string;
  additional_info?: object;
}
const listenOf = (n: number, info?: object): object => {
  const track: Track = { artist_name: `a${n % 5}`, track_name: `t${n}` };
  return { listened_at: AT + n * 300, track_metadata: { ...track, ...(info && { additional_info: info }) } };
};
const push = (listens: readonly object[], state = 'none'): Promise<unknown> =>
  query(
    `INSERT INTO pushed_listens (user_id, listen, relay) SELECT $1, l.listen, $3 FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS l (listen, n) ORDER BY n`,
    [userId, JSON.stringify(listens), state],
  );
const many = (count: number, from = 0): object[] => Array.from({ length: count }, (_, n) => listenOf(from + n));
const queue = () =>
  query<{ track: string; relay: string; written: boolean }>(
    `SELECT listen #>> '{track_metadata,track_name}' AS track, relay, written_at IS NOT NULL AS written FROM pushed_listens ORDER BY id`,
  );
const sources = () =>
  query<{ track: string; sources: string[] }>(
    `SELECT l.track_name AS track, array_agg(s.source ORDER BY s.source) AS sources
     FROM listens l JOIN listen_sources s USING (user_id, listened_at, track_key) GROUP BY 1, l.listened_at ORDER BY l.listened_at, 1`,
  );
const relayState = async () =>
  (
    await query<{ failures: number; reason: string | null; relayed: number; wait: number }>(
      `SELECT failures, reason, relayed, extract(epoch FROM due_at - $1)::int AS wait FROM relays`,
      [now],
    )
  )[0]!;

async function switchOn(token: string | null = 'good'): Promise<void> {
  const sealed = token === null ? null : sealCredential(token, SECRET, connectionOwner(userId, 'listenbrainz'));
  await query(
    `INSERT INTO connections (user_id, service, external_name, interval_seconds, credential, credential_key_id) VALUES ($1, 'listenbrainz', 'ann', 60, $2, $3)`,
    [userId, sealed?.credential ?? null, sealed?.keyId ?? null],
  );
  await query('INSERT INTO relays (user_id, due_at) VALUES ($1, $2)', [userId, now]);
}
const there = (): string[] => fakes.listenbrainz.listens('ann').map((listen) => listen.track_metadata.track_name);

describe('what was pushed is written', () => {
  test('once, in steps, under the name of its scrobbler', async () => {
    await push([...many(1500), listenOf(1500, { submission_client: 'Web Scrobbler', duration_ms: 1000 })]);
    expect(await due()).toEqual({ push: true, relay: false });
    expect(await write()).toEqual({ written: 1501, remaining: 0 });
    expect(await queue()).toEqual([]);
    expect(await due()).toEqual({ push: false, relay: false });
    const written = await sources();
    expect(written).toHaveLength(1501);
    expect(written[0]).toEqual({ track: 't0', sources: ['push'] });
    expect(written.at(-1)).toEqual({ track: 't1500', sources: ['push:web-scrobbler'] });
    await push(many(10));
    expect(await write()).toEqual({ written: 10, remaining: 0 });
    expect(await sources()).toHaveLength(1501);
  }, 60_000);

  test('two scrobblers that tell of one play are two sources of it; one that tells of a track twice means two plays', async () => {
    const track_metadata = (client: string) => ({
      artist_name: 'Björk',
      track_name: 'Jóga',
      additional_info: { submission_client: client, duration_ms: 305_000 },
    });
    await push([
      { listened_at: AT, track_metadata: track_metadata('Navidrome') },
      { listened_at: AT + 280, track_metadata: track_metadata('Web Scrobbler') },
      { listened_at: AT + 305, track_metadata: track_metadata('Navidrome') },
    ]);
    await write();
    expect(await sources()).toEqual([
      { track: 'Jóga', sources: ['push:navidrome'] },
      { track: 'Jóga', sources: ['push:navidrome', 'push:web-scrobbler'] },
    ]);
  });

  test('ids that a scrobbler claims are not believed', async () => {
    await push([
      listenOf(1, {
        recording_mbid: '8a5b0e6c-9d7a-4a52-9d0b-6a5a0c1c9a11',
        recording_msid: '8a5b0e6c-9d7a-4a52-9d0b-6a5a0c1c9a12',
      }),
    ]);
    await write();
    expect(await query('SELECT mapped_mbid, track_key::text LIKE $1 AS claimed FROM listens', ['8a5b%'])).toEqual([
      { mapped_mbid: null, claimed: false },
    ]);
  });

  test('what goes beyond the quota waits until there is room', async () => {
    await query(`UPDATE users SET settings = '{"quotas": {"maxListens": 5}}' WHERE id = $1`, [userId]);
    await push(many(6));
    await expect(write()).rejects.toThrow(/may have 5 listens/);
    expect(await queue()).toHaveLength(6);
    await query(`UPDATE users SET settings = '{"quotas": {"maxListens": 6}}' WHERE id = $1`, [userId]);
    expect(await write()).toEqual({ written: 6, remaining: 0 });
  });
});

describe('what was pushed is passed on', () => {
  beforeEach(() => switchOn());

  test('whether or not it is written yet, and leaves the queue when both are done', async () => {
    await push(many(3), 'waiting');
    expect(await due()).toEqual({ push: true, relay: true });
    expect(await relay()).toEqual({ relayed: 3, remaining: 0 });
    expect((await queue()).map(({ relay: state, written }) => [state, written])).toEqual(
      Array(3).fill(['none', false]),
    );
    await push(many(2, 3), 'waiting');
    await write();
    expect((await queue()).map(({ track }) => track)).toEqual(['t3', 't4']);
    expect(await relay()).toEqual({ relayed: 2, remaining: 0 });
    expect(await queue()).toEqual([]);
    expect(there()).toEqual(['t0', 't1', 't2', 't3', 't4']);
    expect(await relayState()).toMatchObject({ failures: 0, reason: null, relayed: 5 });
    expect(await due()).toEqual({ push: false, relay: false });
  });

  test('as it was pushed', async () => {
    const listen = listenOf(1, { submission_client: 'Navidrome', duration_ms: 1000, tags: ['x'] });
    await push([listen], 'waiting');
    await relay();
    const sent = fakes.listenbrainz.requests.find(({ path }) => path === '/1/submit-listens');
    expect(JSON.parse(sent?.body ?? '')).toEqual({ listen_type: 'single', payload: [listen] });
    expect(sent?.headers.authorization).toBe('Token good');
  });

  test('while ListenBrainz is away it waits, longer each time, and nothing is lost', async () => {
    await push(many(250), 'waiting');
    fakes.listenbrainz.failNext(1, { kind: 'reset' });
    expect(await relay()).toEqual({ relayed: 0, remaining: 0 });
    expect(await relayState()).toMatchObject({ failures: 1, wait: 30, relayed: 0 });
    expect((await relayState()).reason).toMatch(/could not be reached/);
    expect(await due()).toMatchObject({ relay: false });
    now = new Date(now.getTime() + 30_000);
    fakes.listenbrainz.failNext(1, { kind: 'status', status: 503 });
    expect(await relay()).toEqual({ relayed: 0, remaining: 0 });
    expect(await relayState()).toMatchObject({ failures: 2, wait: 60 });
    now = new Date(now.getTime() + 60_000);
    expect(await due()).toMatchObject({ relay: true });
    expect(await relay()).toEqual({ relayed: 250, remaining: 0 });
    expect(there()).toHaveLength(250);
    expect(await relayState()).toMatchObject({ failures: 0, reason: null, relayed: 250 });
  });

  test('an answer that was lost makes no second play there', async () => {
    await push(many(5), 'waiting');
    fakes.listenbrainz.failNext(1, { kind: 'garbage' });
    await relay();
    await relay();
    await push(many(5), 'waiting');
    await relay();
    expect(there()).toHaveLength(5);
  });

  test('what is refused for good is found among the others, and kept with its reason', async () => {
    const refused = { listened_at: 1, track_metadata: { artist_name: 'x', track_name: 'before all scrobbles' } };
    await push([...many(3), refused, ...many(4, 3)], 'waiting');
    expect(await relay()).toEqual({ relayed: 7, remaining: 0 });
    expect(there()).toHaveLength(7);
    const [kept] = await query<{ relay_reason: string }>(
      `SELECT relay_reason FROM pushed_listens WHERE relay = 'refused'`,
    );
    expect(kept?.relay_reason).toMatch(/listened_at is out of bounds/);
    expect(await due()).toMatchObject({ relay: false });
  });

  test('a token that does not count any more stops it for an hour, with what to do', async () => {
    await query('DELETE FROM connections');
    await query('DELETE FROM relays');
    await switchOn('bad');
    await push(many(1), 'waiting');
    await relay();
    expect(await relayState()).toMatchObject({ failures: 1, wait: 3600 });
    expect((await relayState()).reason).toMatch(/refuses the token.*Copy it again/);
    await query('DELETE FROM connections');
    await relay();
    expect((await relayState()).reason).toMatch(/no ListenBrainz token/);
    expect(await queue()).toHaveLength(1);
  });

  test('what plays is told once, while it plays', async () => {
    const play = (until: Date): Promise<unknown> =>
      query(
        `INSERT INTO now_playing (user_id, source, artist_name, track_name, listen, relay, since, until) VALUES ($1, 'push', 'a', 'b', $2, true, $3, $4)
         ON CONFLICT (user_id, source) DO UPDATE SET relay = true, until = excluded.until`,
        [userId, { track_metadata: { artist_name: 'a', track_name: 'b' } }, now, until],
      );
    const told = (): unknown[] =>
      fakes.listenbrainz.requests
        .filter(({ body }) => body.includes('playing_now'))
        .map(({ body }) => JSON.parse(body) as unknown);
    await play(new Date(now.getTime() - 1));
    expect(await due()).toMatchObject({ relay: false });
    await play(new Date(now.getTime() + 60_000));
    expect(await due()).toMatchObject({ relay: true });
    await relay();
    await relay();
    expect(told()).toEqual([
      { listen_type: 'playing_now', payload: [{ track_metadata: { artist_name: 'a', track_name: 'b' } }] },
    ]);
    expect(await due()).toMatchObject({ relay: false });
  });
});

test('what was passed on and is then pulled stays one play', async () => {
  await switchOn();
  await push([listenOf(1, { duration_ms: 200_000 })], 'waiting');
  await write();
  await relay();
  const [connection] = await query<{ id: string }>('SELECT id FROM connections');
  await createIngestActivities(deps()).pullListens({ connectionId: connection!.id, direction: 'forward' });
  expect(await sources()).toEqual([{ track: 't1', sources: ['listenbrainz', 'push'] }]);
});
