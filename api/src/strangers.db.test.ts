import { createTestDatabase, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import { operations } from './contract/index.ts';
import type { Operation } from './contract/operation.ts';
import { sessionTokens } from './sessions/session-token.ts';

/**
 * Whoever is signed in tries every operation with every id that another listener has: in the path, in the query, in bodies, and as
 * who they claim to be. Nothing of the other one is answered, and nothing of theirs is changed.
 */
const SECRET_KEY = 'k'.repeat(64);
const SESSION = 'a'.repeat(64);
/** What the seed gives to nobody. */
const MORE_OF_THE_OTHER = [
  `INSERT INTO artists (name, name_key, private_user_id) VALUES ('Private artist', 'private artist', $1)`,
  `INSERT INTO playlists (user_id, name) VALUES ($1, 'Private playlist')`,
  `INSERT INTO uploads (id, user_id, file_name, fingerprint, bytes) VALUES (gen_random_uuid(), $1, 'Private.zip', 'x', 1)`,
  `INSERT INTO alerts (user_id, axis, week_start, since, baseline_from, direction, size, low, high, attribution, regime, announced, raised_at)
   VALUES ($1, 'energy', '2026-11-09', '2026-11-09', '2026-01-05', 'up', 0.2, 0.1, 0.3, '{"change": 0.2, "artists": [], "tracks": [], "evidence": 0.2}', 'test', true, '2026-11-16')`,
];

let database: TestDatabase;
let api: TestApi;
let headers: Record<string, string>;
let before: Record<string, string>;
let theirs: string[];

const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  for (const statement of MORE_OF_THE_OTHER) await query(statement, [seedIds.other]);
  await query(`INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`, [
    SESSION,
    seedIds.listener,
  ]);
  api = await startTestApi(database.db, {
    env: {
      SIDETRACK_MODE: 'hosted',
      SIDETRACK_SECRET_KEY: SECRET_KEY,
      SIDETRACK_PUBLIC_URL: 'http://127.0.0.1:8999',
      SIDETRACK_GOOGLE_CLIENT_ID: 'x',
      SIDETRACK_GOOGLE_CLIENT_SECRET: 'x',
    },
  });
  const token = sessionTokens(SECRET_KEY).mint({ userId: seedIds.listener, sessionId: SESSION }, new Date());
  headers = { authorization: `Bearer ${token}` };
  before = await rowsOfTheOther();
  theirs = await idsOfTheOther();
}, 30_000);
afterAll(async () => {
  await api.close();
  await database.drop();
});

const asked = Object.values<Operation>(operations).filter(
  ({ access, answer }) => access !== 'public' && !('mediaType' in answer && answer.mediaType === 'text/event-stream'),
);
const byId = (operation: Operation): readonly [string, Operation] => [operation.operationId, operation];
const without = /"(?:handle|displayName)":"[Oo]ther"|Private/;

test('there are ids to try', () => {
  expect(theirs.length).toBeGreaterThan(14);
  expect(theirs).toEqual(expect.arrayContaining([seedIds.othersTrack, seedIds.othersImport, seedIds.othersJob]));
});

test.each(asked.filter(({ path }) => path.includes('{')).map(byId))(
  '%s: by id in the path',
  async (_, operation) => {
    for (const id of theirs) {
      const path = `/api/v1${operation.path.replaceAll(/\{\w+\}/g, id)}`;
      const body = operation.method === 'get' || operation.method === 'delete' ? {} : { body: filled(operation, id) };
      const { status, text } = await api.ask(path, { method: operation.method.toUpperCase(), headers, ...body });
      expect([path, status >= 400 && status < 500, without.test(text)]).toEqual([path, true, false]);
    }
  },
  30_000,
);

test.each(asked.filter(({ path, method }) => method === 'get' && !path.includes('{')).map(byId))(
  '%s: holds nothing of theirs',
  async (_, { path }) => {
    const { status, text } = await api.ask(`/api/v1${path}`, { headers });
    expect(status).toBeLessThan(500);
    expect(theirs.filter((id) => text.includes(id))).toEqual([]);
    expect(text).not.toMatch(without);
  },
);

test.each(asked.map(byId))('%s: in their name', async (_, { path, method }) => {
  for (const claimed of [seedIds.other, 'other']) {
    const answer = await api.ask(`/api/v1${path.replaceAll(/\{\w+\}/g, seedIds.othersJob)}`, {
      method: method.toUpperCase(),
      headers: { ...headers, 'x-user-id': claimed },
    });
    expect(answer).toMatchObject({ status: 403, json: { type: 'urn:sidetrack:problem:another-listener' } });
  }
});

test.each(asked.filter(({ body }) => body !== undefined).map(byId))(
  '%s: by id in the body',
  async (_, operation) => {
    for (const id of theirs) {
      const path = `/api/v1${operation.path.replaceAll(/\{\w+\}/g, id)}`;
      const { status, text } = await api.ask(path, {
        method: operation.method.toUpperCase(),
        headers,
        body: filled(operation, id),
      });
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(without);
    }
  },
  30_000,
);

test('and nothing of theirs has changed', async () => {
  expect(await rowsOfTheOther()).toEqual(before);
});

/** The example of an operation's body with this id in the place of every id. */
function filled({ bodyExample }: Operation, id: string): unknown {
  const text = JSON.stringify(bodyExample ?? {});
  return JSON.parse(text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, id));
}

/** A hash of everything that names the other listener, by table. */
async function rowsOfTheOther(): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { table, column } of await ownColumns()) {
    const [row] = await query<{ hash: string }>(
      `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS hash FROM ${table} t WHERE ${column} = $1`,
      [seedIds.other],
    );
    hashes[`${table}.${column}`] = row!.hash;
  }
  return hashes;
}

/** Every id of a row of theirs: their own columns of the kind uuid that are no reference to what is shared. */
async function idsOfTheOther(): Promise<string[]> {
  const ids = new Set<string>([seedIds.other]);
  for (const { table, column } of await ownColumns()) {
    const [has] = await query(
      `SELECT FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND column_name = 'id' AND data_type = 'uuid'`,
      [table],
    );
    if (has === undefined || table === 'users') continue;
    const rows = await query<{ id: string }>(`SELECT id::text FROM ${table} WHERE ${column} = $1 ORDER BY id LIMIT 3`, [
      seedIds.other,
    ]);
    for (const { id } of rows) ids.add(id);
  }
  return [...ids];
}

function ownColumns(): Promise<{ table: string; column: string }[]> {
  return query(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND (column_name LIKE '%user\\_id' OR (table_name = 'users' AND column_name = 'id')) ORDER BY 1, 2`,
  );
}
