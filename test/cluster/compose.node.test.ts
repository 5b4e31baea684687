import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openPodman, type Podman } from './support/podman.ts';

const PROJECT = 'sidetrack-compose-test';
const SLOW_MS = 240_000;
const LISTENS = 40;
const root = join(import.meta.dirname, '../..');

let podman: Podman;
let folder: string;
let env: NodeJS.ProcessEnv;
let httpsPort: number;
let certificate: string;
let token: string;

beforeAll(async () => {
  podman = await openPodman(PROJECT);
  // podman-compose takes the project's name from the folder.
  folder = join(await mkdtemp(join(tmpdir(), 'sidetrack-compose-')), PROJECT);
  await cp(join(root, 'compose.yaml'), join(folder, 'compose.yaml'));
  await cp(join(root, 'deploy'), join(folder, 'deploy'), { recursive: true });
  httpsPort = await freePort();
  const local = (name: string): string => `localhost/sidetrack/${name}:test`;
  env = {
    ...podman.env,
    COMPOSE_PROJECT_NAME: PROJECT,
    SIDETRACK_COMPOSE: `podman-compose --file ${join(folder, 'compose.yaml')}`,
    ...{
      SIDETRACK_TAG: 'test',
      CADDY_IMAGE: local('caddy'),
      POSTGRES_IMAGE: local('postgres'),
      REDIS_IMAGE: local('redis'),
    },
    ...{
      TEMPORAL_IMAGE: local('temporal'),
      TEMPORAL_TOOLS_IMAGE: local('temporal'),
      TEMPORAL_UI_IMAGE: local('temporal'),
    },
    SIDETRACK_HTTPS_PORT: `127.0.0.1:${httpsPort}`,
    SIDETRACK_HTTP_PORT: `127.0.0.1:${await freePort()}`,
    SIDETRACK_TEMPORAL_UI_PORT: String(await freePort()),
    SIDETRACK_LISTENBRAINZ_URL: 'http://fakes:8101',
    SIDETRACK_MUSICBRAINZ_URL: 'http://fakes:8102',
    SIDETRACK_LASTFM_URL: 'http://fakes:8103/2.0/',
  };
  await removeProject();
  const { fillEnvFile } = (await import(join(root, 'tools/compose/env-file.mjs'))) as {
    fillEnvFile(file: string): unknown;
  };
  fillEnvFile(join(folder, '.env'));
  await compose('up', '--detach');
  await startFakes();
}, SLOW_MS);

afterAll(async () => {
  await removeProject();
  await podman.stop();
  await rm(join(folder, '..'), { recursive: true, force: true });
}, SLOW_MS);

test(
  'comes up by itself, with a certificate of its own, and is well',
  async () => {
    certificate = await until(
      async () =>
        (await podman.run(['exec', `${PROJECT}_caddy_1`, 'cat', '/data/caddy/pki/authorities/local/root.crt'])).stdout,
      (text) => text.includes('BEGIN CERTIFICATE'),
    );
    const { body } = await until(
      () => ask('GET', '/api/v1/health'),
      (answer) => answer.body.startsWith('{"status":"ok"'),
    );
    expect(JSON.parse(body)).toMatchObject({
      checks: { database: { status: 'ok' }, temporal: { status: 'ok' }, cache: { status: 'ok' } },
    });
  },
  SLOW_MS,
);

test('lets nobody in without a token, and nobody near what only an administrator may', async () => {
  const page = await ask('GET', '/', { accept: 'text/html' });
  expect(page).toMatchObject({ status: 303, headers: { location: '/sign-in' } });
  expect(await ask('GET', '/sign-in')).toMatchObject({ status: 200, body: expect.stringContaining('Your token') });
  expect(await ask('GET', '/api/v1/overview')).toMatchObject({ status: 401 });
  expect(await ask('GET', '/internal/v1/tenants')).toMatchObject({ status: 404 });
}, 30_000);

test(
  'a listener signs in with the token that was made for them, and sees their listens',
  async () => {
    const made = await tool('listener', 'anna', '--listenbrainz', 'anna', '--time-zone', 'Europe/Vienna');
    token = made.trim();
    expect(token).toMatch(/^st_/);
    const signedIn = await ask('POST', '/sign-in', { authorization: `Bearer ${token}` });
    expect(signedIn.status).toBe(204);
    const [cookie = ''] = String(signedIn.headers['set-cookie']).split(';');
    expect(String(signedIn.headers['set-cookie'])).toMatch(/^__Host-sidetrack=st_.*Secure; HttpOnly; SameSite=Strict/);
    const { body } = await until(
      () => ask('GET', '/api/v1/overview', { cookie }),
      (answer) => answer.body.includes(`"total":${LISTENS}`),
    );
    expect(JSON.parse(body)).toMatchObject({ listener: { handle: 'anna' }, listens: { total: LISTENS } });
    expect(await ask('GET', '/', { cookie, accept: 'text/html' })).toMatchObject({ status: 200 });
  },
  SLOW_MS,
);

test.each(['extract', 'postgres', 'redis', 'temporal'])('%s has no way out', async (service) => {
  const { stdout } = await podman.run([
    'inspect',
    `${PROJECT}_${service}_1`,
    '--format',
    '{{json .NetworkSettings.Networks}}',
  ]);
  const names = Object.keys(JSON.parse(stdout) as object);
  expect(names).toEqual([`${PROJECT}_back`]);
  const network = await podman.run(['network', 'inspect', `${PROJECT}_back`]);
  expect(JSON.parse(network.stdout)).toMatchObject([{ internal: true }]);
});

test(
  'a listener who is removed is let in no more',
  async () => {
    await tool('remove', 'anna');
    const answer = await until(
      () => ask('GET', '/api/v1/overview', { authorization: `Bearer ${token}` }),
      ({ status }) => status === 401,
    );
    expect(answer.status).toBe(401);
  },
  SLOW_MS,
);

/** ListenBrainz on the network by which the workers reach the world. */
async function startFakes(): Promise<void> {
  const plays = Array.from({ length: LISTENS }, (_, index) => ({
    listenedAt: 1_780_000_000 + index * 300,
    artist: `Artist ${index % 7}`,
    track: `Track ${index % 11}`,
  }));
  const seed = JSON.stringify({ listenbrainz: { listens: { anna: plays } } });
  const { code, stderr } = await podman.run([
    ...['run', '--detach', '--name', `${PROJECT}_fakes`, '--network', `${PROJECT}_outside`, '--network-alias', 'fakes'],
    ...['--env', `FAKES_SEED=${seed}`, 'localhost/sidetrack/fakes:test'],
  ]);
  if (code !== 0) throw new Error(`The fakes did not start: ${stderr}`);
}

async function removeProject(): Promise<void> {
  await compose('down', '--volumes', '--timeout', '5').catch(() => undefined);
  const { stdout } = await podman.run(['ps', '--all', '--filter', `name=^${PROJECT}_`, '--format', '{{.ID}}']);
  for (const id of stdout.split('\n').filter(Boolean))
    await podman.run(['rm', '--force', '--volumes', '--time', '2', id]);
  for (const network of ['front', 'back', 'outside'])
    await podman.run(['network', 'rm', '--force', `${PROJECT}_${network}`]);
}

async function compose(...args: string[]): Promise<void> {
  await promisify(execFile)('podman-compose', args, { cwd: folder, env, timeout: SLOW_MS });
}

/** `npm run compose -- …` on this project. */
async function tool(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'tools/compose.mjs'), ...args], { env });
  return stdout;
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Asks Caddy under the name that its certificate is for. A connection that fails is an answer with status 0. */
function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((done) => {
    const options = {
      host: '127.0.0.1',
      port: httpsPort,
      servername: 'localhost',
      ca: certificate,
      agent: false as const,
    };
    const asked = request({ ...options, method, path, headers: { host: 'localhost', ...headers } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.on('error', (error) => done({ status: 0, headers: {}, body: error.message }));
    asked.end();
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function until<T>(look: () => Promise<T>, isThere: (seen: T) => boolean): Promise<T> {
  const began = Date.now();
  for (;;) {
    const seen = await look();
    if (isThere(seen)) return seen;
    if (Date.now() - began > SLOW_MS - 20_000)
      throw new Error(`It did not come to pass; last seen: ${JSON.stringify(seen)}`);
    await sleep(1000);
  }
}
