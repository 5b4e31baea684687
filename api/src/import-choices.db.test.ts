import { createTestDatabase, seedApi, seedIds, SEED_NOW, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

let database: TestDatabase;
let api: TestApi;

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await database.db.asService((tx) => tx.query('DELETE FROM imports WHERE user_id = $1', [seedIds.listener]));
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

interface Started {
  import: { id: string; state: string; timeZone: string | null };
  job: { id: string };
}
const send = (path = '/api/v1/imports') => api.ask(path, { method: 'POST', body: Buffer.from('a history') });
const name = (id: string, timeZone: unknown) =>
  api.ask(`/api/v1/imports/${id}/time-zone`, { method: 'PUT', body: { timeZone } });
const letWait = () =>
  database.db.asService((tx) => tx.query(`UPDATE imports SET state = 'needs-time-zone', state_reason = 'Which one?'`));

describe('the time zone of an import', () => {
  test('is kept where it was named with the file', async () => {
    const { import: made } = (await send('/api/v1/imports?timeZone=Europe%2FBerlin')).json as Started;
    expect(made).toMatchObject({ state: 'queued', timeZone: 'Europe/Berlin' });
    expect(await send('/api/v1/imports?timeZone=Mars%2FPhobos')).toMatchObject({ status: 400 });
  });

  test('is named to an import that waits for it, which goes on then', async () => {
    const { import: made } = (await send()).json as Started;
    await letWait();
    const answer = await name(made.id, 'Asia/Tokyo');
    expect(answer).toMatchObject({
      status: 202,
      json: { import: { id: made.id, state: 'queued', stateReason: null, timeZone: 'Asia/Tokyo' } },
    });
    expect(answer.headers).toMatchObject({ location: `/api/v1/jobs/${(answer.json as Started).job.id}` });
    expect(api.workflows.starts.at(-1)).toMatchObject({ workflowId: `import-listens/${made.id}` });
    expect(await name(made.id, 'Asia/Tokyo')).toMatchObject({ status: 409 });
  });

  test('is named with the same file sent again', async () => {
    const { import: made } = (await send()).json as Started;
    await letWait();
    expect((await send()).json).toMatchObject({ import: { id: made.id, state: 'needs-time-zone' } });
    const again = (await send('/api/v1/imports?timeZone=Asia%2FTokyo')).json as Started;
    expect(again.import).toMatchObject({ id: made.id, state: 'queued', timeZone: 'Asia/Tokyo' });
  });

  test('is asked for again where the work could not be started', async () => {
    const { import: made } = (await send()).json as Started;
    await letWait();
    api.workflows.isDown = true;
    expect(await name(made.id, 'Asia/Tokyo')).toMatchObject({ status: 503 });
    expect(await send('/api/v1/imports?timeZone=Asia%2FTokyo')).toMatchObject({ status: 503 });
    expect((await api.ask(`/api/v1/imports/${made.id}`)).json).toMatchObject({
      state: 'needs-time-zone',
      timeZone: null,
    });
  });

  test('is a zone, of an import that is the listener’s own', async () => {
    const { import: made } = (await send()).json as Started;
    expect(await name(made.id, 'Mars/Phobos')).toMatchObject({ status: 400 });
    expect(await name(seedIds.othersImport, 'Asia/Tokyo')).toMatchObject({ status: 404 });
  });
});

describe('what imports leave out', () => {
  const rules = { shortPlays: true, shortPlaySeconds: 30, privateSessions: true, podcasts: true, videos: true };
  const path = '/api/v1/settings/skip-rules';

  test('is what scrobblers leave out, until the listener chooses', async () => {
    expect((await api.ask(path)).json).toEqual(rules);
    const chosen = { ...rules, podcasts: false, shortPlaySeconds: 10 };
    expect(await api.ask(path, { method: 'PUT', body: chosen })).toMatchObject({ status: 200, json: chosen });
    expect((await api.ask(path)).json).toEqual(chosen);
  });

  test('is nobody’s to choose in the demo', async () => {
    await database.db.asService((tx) => tx.query('UPDATE users SET is_demo = true WHERE id = $1', [seedIds.listener]));
    expect(await api.ask(path, { method: 'PUT', body: rules })).toMatchObject({ status: 409 });
  });

  test('takes no half of the rules, and no threshold that would leave all out', async () => {
    expect(await api.ask(path, { method: 'PUT', body: { podcasts: false } })).toMatchObject({ status: 400 });
    expect(await api.ask(path, { method: 'PUT', body: { ...rules, shortPlaySeconds: 241 } })).toMatchObject({
      status: 400,
    });
  });
});
