import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import type { CardShape, SharedCardShape } from './contract/shares.ts';

let database: TestDatabase;
let api: TestApi;
let week: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
  const { json } = await api.ask('/api/v1/dashboard/radar');
  week = (json as { week: { isoWeek: string } }).week.isoWeek;
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const post = (path: string, body: unknown) => api.ask(`/api/v1${path}`, { method: 'POST', body });
const share = async (parts: string[]) => (await post('/shares', { kind: 'week', week, parts })).json as SharedCardShape;
const open = (path: string) => api.ask(`/api/v1/public/shares/${path.slice('/s/'.length)}`, { headers: {} });

test('a year and a week, with every part, read twice to the byte', async () => {
  const one = await api.ask('/api/v1/dashboard/year?year=2026');
  expect(one.json).toMatchSnapshot();
  expect((await api.ask('/api/v1/dashboard/year?year=2026')).text).toBe(one.text);
  expect((await api.ask('/api/v1/dashboard/year')).json).toEqual(one.json);
  const parts = 'name,listens,sentence,months,axes,artists,tracks';
  const preview = (of: string) => api.ask(`/api/v1/share-cards?of=${of}&parts=${parts}`);
  const card = await preview(week);
  expect(card.json).toMatchSnapshot();
  expect((await preview('2026')).json).toMatchSnapshot();
});

test('shows what was chosen and nothing else, to whoever has the address', async () => {
  const { path, card } = await share(['listens']);
  const { name, sentence, months, axes, coverage, artists, tracks, listens } = (await open(path)).json as CardShape;
  expect(listens).toBeGreaterThan(0);
  expect([name, sentence, months, axes, coverage, artists, tracks]).toEqual(Array(7).fill(null));
  expect((await open(path)).json).toEqual(card);
});

test('stays as it was shared, and is gone once withdrawn', async () => {
  const { id, path, card } = await share(['name', 'artists']);
  await database.db.asService((tx) =>
    tx.query(`UPDATE users SET display_name = 'Somebody else' WHERE id = $1`, [seedIds.listener]),
  );
  expect((await open(path)).json).toEqual(card);
  const { shares } = (await api.ask('/api/v1/shares')).json as { shares: SharedCardShape[] };
  expect(shares.find((one) => one.id === id)).toMatchObject({ path, card });
  expect((await api.ask(`/api/v1/shares/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await open(path)).status).toBe(404);
  expect((await api.ask(`/api/v1/shares/${id}`, { method: 'DELETE' })).status).toBe(404);
});

test('nothing of a listener who is suspended is shown', async () => {
  const { path } = await share(['listens']);
  const suspend = (at: Date | null) =>
    database.db.asService((tx) => tx.query('UPDATE users SET suspended_at = $2 WHERE id = $1', [seedIds.listener, at]));
  await suspend(SEED_NOW);
  expect((await open(path)).status).toBe(404);
  await suspend(null);
  expect((await open(path)).status).toBe(200);
});

test('what cannot be shared is refused with what to do', async () => {
  expect((await post('/shares', { kind: 'week', week: '2019-W01', parts: ['axes'] })).status).toBe(404);
  expect((await post('/shares', { kind: 'year', year: 1999, parts: ['axes'] })).status).toBe(404);
  expect((await post('/shares', { kind: 'week', week, parts: [] })).status).toBe(400);
  for (const wrong of [
    'parts=axes',
    'of=2026-W54&parts=axes',
    'of=26&parts=axes',
    `of=${week}&parts=password`,
    `of=${week}`,
  ])
    expect((await api.ask(`/api/v1/share-cards?${wrong}`)).status).toBe(400);
  expect((await open('/s/short')).status).toBe(400);
  expect((await open(`/s/${'a'.repeat(22)}`)).status).toBe(404);
});
