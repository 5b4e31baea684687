import type { InstallationApi } from './index.ts';
import { createInstallationApis, InstallationApiError } from './index.ts';
import { startFakeInstallationApi, workWith } from './test-tools.ts';
import type { FakeInstallation, FakeInstallationApi } from './test-tools.ts';

const body = {
  handle: 'ada',
  displayName: null,
  timeZone: 'UTC',
  listenbrainz: { user: 'ada', token: null },
  lastfm: null,
  audioSubPath: null,
  options: { gpu: false, stems: false, excerptSeconds: 0 },
  quotas: { maxTracks: null, maxListens: null, maxImportMegabytes: null },
  suspended: false,
};

let server: FakeInstallationApi;
let home: FakeInstallation;
let api: InstallationApi;
let secretToken: string | null;
let secretReads: number;
let now: Date;

beforeAll(async () => (server = await startFakeInstallationApi()));
afterAll(() => server.stop());

beforeEach(() => {
  home = server.installation('music', 'home');
  home.tenants.clear();
  home.serviceToken = 'service-token';
  secretToken = 'service-token';
  secretReads = 0;
  now = new Date('2026-11-22T12:00:00Z');
  api = createInstallationApis({
    cluster: { get },
    urlTemplate: server.urlTemplate,
    now: () => now,
    timeoutMs: 300,
  }).of({
    namespace: 'music',
    name: 'home',
  });
});

test('reads the work that waits', async () => {
  home.work = workWith(200, { claimed: 3 });
  await expect(api.work()).resolves.toMatchObject({ extractGpu: { pending: 200, claimed: 3, tracksPerBatch: 20 } });
});

test('reads the Secret once a minute, however often it asks', async () => {
  await Promise.all([api.work(), api.work()]);
  const first = secretReads;
  await api.versions();
  expect(secretReads).toBe(first);
  now = new Date(now.getTime() + 61_000);
  await api.versions();
  expect(secretReads).toBe(first + 1);
});

test('reads the Secret anew when its token is refused, and carries on', async () => {
  await api.work();
  home.serviceToken = secretToken = 'changed';
  await expect(api.work()).resolves.toBeDefined();
});

test('says that the token is refused when the new one is too', async () => {
  home.serviceToken = 'of the pods';
  await expect(api.work()).rejects.toMatchObject({
    name: 'RefusedError',
    remedy: expect.stringContaining('restart the API'),
  });
});

test('names the Secret while it is not there', async () => {
  secretToken = null;
  await expect(api.work()).rejects.toMatchObject({
    name: 'UnreachableError',
    message: 'Secret home-credentials is not there yet.',
  });
});

test('tells a listener that is new from one that is unchanged', async () => {
  await expect(api.putTenant('music.ada', body)).resolves.toMatchObject({ changed: true, userId: 'user-music.ada' });
  await expect(api.putTenant('music.ada', body)).resolves.toMatchObject({ changed: false });
  await expect(api.tenants()).resolves.toMatchObject([{ key: 'music.ada', state: 'active', lastSyncedAt: null }]);
});

test('passes on what the API says of a handle that is taken and of a field that is wrong', async () => {
  await api.putTenant('music.ada', body);
  await expect(api.putTenant('music.bob', body)).rejects.toMatchObject({
    name: 'ConflictError',
    sentence: 'The handle "ada" belongs to another listener. Change it.',
  });
  await expect(api.putTenant('music.ada', { ...body, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
    name: 'InvalidError',
    message: 'timeZone: "Mars/Olympus" is no time zone.',
  });
});

test('deletes: retained, purging until it is gone, absent', async () => {
  await expect(api.deleteTenant('music.ada', 'purge')).resolves.toEqual({ state: 'absent' });
  await api.putTenant('music.ada', body);
  await expect(api.deleteTenant('music.ada', 'retain')).resolves.toEqual({ state: 'retained' });
  await api.putTenant('music.ada', body);
  await expect(api.deleteTenant('music.ada', 'purge')).resolves.toEqual({ state: 'purging', remainingRows: 100 });
});

test('mints a token; names the current version', async () => {
  await api.putTenant('music.ada', body);
  await expect(api.mintToken('music.ada', 'kubernetes')).resolves.toMatch(/^st_/);
  await api.setCurrentVersion('0.2.0');
  await expect(api.versions()).resolves.toMatchObject({ current: '0.2.0' });
});

test.each([
  [
    { kind: 'status', status: 429, retryAfter: '7' },
    { name: 'BusyError', retryAfterSeconds: 7 },
  ],
  [
    { kind: 'status', status: 503 },
    { name: 'BusyError', retryAfterSeconds: 5 },
  ],
  [{ kind: 'status', status: 429, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' }, { retryAfterSeconds: 5 }],
  [
    { kind: 'status', status: 500 },
    { name: 'UnreachableError', status: 500 },
  ],
  [
    { kind: 'status', status: 302 },
    { name: 'UnexpectedAnswerError', status: 302 },
  ],
  [
    { kind: 'status', status: 404 },
    { name: 'UnexpectedAnswerError', remedy: 'Change it.' },
  ],
  [{ kind: 'garbage' }, { name: 'UnexpectedAnswerError', message: expect.stringContaining('GET /internal/v1/work') }],
  [{ kind: 'reset' }, { name: 'UnreachableError', message: expect.stringContaining('cannot be reached') }],
  [{ kind: 'hang' }, { name: 'UnreachableError', message: expect.stringContaining('did not answer within 0.3 s') }],
] as const)('meets %j with an error that says what to do', async (fault, error) => {
  server.failNext(1, fault);
  const thrown: unknown = await api.work().catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(InstallationApiError);
  expect(thrown).toMatchObject(error);
  expect((thrown as InstallationApiError).remedy).not.toBe('');
});

test('an aborted call ends with the reason of its signal', async () => {
  server.failNext(1, { kind: 'hang' });
  await expect(api.work(AbortSignal.abort(new Error('drained')))).rejects.toThrow('drained');
});

function get<T>(): Promise<T | null> {
  secretReads++;
  const data = { serviceToken: Buffer.from(secretToken ?? '').toString('base64') };
  return Promise.resolve(secretToken === null ? null : ({ data } as T));
}
