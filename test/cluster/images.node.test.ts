import { setTimeout as sleep } from 'node:timers/promises';
import { openPodman, restricted, type Podman } from './support/podman.ts';

const PREFIX = 'sidetrack-images-';
/** A busy machine takes its time to start a container. */
const SLOW_MS = 120_000;
const products = ['operator', 'api', 'site', 'worker'];
const url = (role: string): string => `postgres://${role}:pw@127.0.0.1:5432/sidetrack`;
const settings: Record<string, string> = {
  SIDETRACK_MODE: 'hosted',
  SIDETRACK_DATABASE_URL: url('sidetrack_app'),
  SIDETRACK_TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SIDETRACK_SECRET_KEY: 'a key of the tests, 32 letters or more',
  SIDETRACK_DATA_DIR: '/tmp/data',
  SIDETRACK_CACHE_DIR: '/tmp/cache',
};

const SHARE_TOKEN = 'a'.repeat(22);
const card = {
  ...{ kind: 'week', title: 'Week 46, 2026', from: '2026-11-09', to: '2026-11-15', inProgress: false, name: 'Žofie' },
  ...{ listens: 132, sentence: 'More acoustic than before.', months: null, coverage: 0.91, tracks: null },
  axes: [{ axis: 'energy', mean: 0.61, low: 0.55, high: 0.67 }],
  artists: [{ name: 'Борис Гребенщиков', plays: 41 }],
};

let podman: Podman;

beforeAll(async () => {
  podman = await openPodman(PREFIX);
  // One loopback for all of them, and no other network: nothing that is shown here needs one.
  await start('postgres', 'postgres', {
    more: [
      '--network',
      'none',
      '--user',
      '999:999',
      '--tmpfs',
      '/var/run/postgresql',
      '--volume',
      '/var/lib/postgresql',
    ],
    env: {
      POSTGRES_USER: 'sidetrack',
      POSTGRES_PASSWORD: 'pw',
      POSTGRES_DB: 'sidetrack',
      PGDATA: '/var/lib/postgresql/data',
    },
  });
  await start('temporal', 'temporal', { command: ['temporal', 'server', 'start-dev', '--headless'] });
}, SLOW_MS);

afterAll(() => podman.stop(), SLOW_MS);

test.each(products)(
  'the image %s runs as user 10001, holds no npm, and says what is inside',
  async (name) => {
    const image = `localhost/sidetrack/${name}:test`;
    const { stdout } = await podman.run(['image', 'inspect', image, '--format', '{{json .Config}}']);
    const config = JSON.parse(stdout);
    expect(config.User).toBe('10001:10001');
    expect(config.Entrypoint ?? []).toEqual([]);
    expect(config.Labels['org.opencontainers.image.title']).toContain('SideTrack');
    expect(config.Labels['org.opencontainers.image.revision']).toMatch(/^[0-9a-f]{40}/);
    const inside = await node(
      image,
      `
    const { existsSync, readFileSync } = require('node:fs');
    const bom = JSON.parse(readFileSync('/usr/share/sidetrack/sbom.cdx.json', 'utf8'));
    console.log(JSON.stringify({
      uid: process.getuid(), npm: existsSync('/usr/local/bin/npm'), licence: existsSync('/app/LICENSE'), notice: existsSync('/app/NOTICE'),
      format: bom.bomFormat, kinds: [...new Set(bom.components.map(({ purl }) => purl.split('/')[0]))].sort(),
      components: bom.components.length, own: bom.components.some(({ name }) => name.startsWith('@sidetrack/')),
      leaked: ['/root/.npmrc', '/run/secrets/ca', '/run/secrets/npmrc'].filter((file) => existsSync(file)),
    }));`,
    );
    expect(inside).toMatchObject({
      ...{ uid: 10001, npm: false, licence: true, notice: true, format: 'CycloneDX', leaked: [] },
      // The worker's decoder is made of crates.
      kinds: [...(name === 'worker' ? ['pkg:cargo'] : []), 'pkg:deb', 'pkg:generic', 'pkg:npm'],
    });
    expect(inside['components']).toBeGreaterThan(100);
  },
  SLOW_MS,
);

test(
  'a migration makes what is missing, and the API is well on the database that it leaves',
  async () => {
    const migrated = await run('api', ['node', '/app/prisma/dist/migrate-main.js'], {
      SIDETRACK_DATABASE_OWNER_URL: url('sidetrack'),
      SIDETRACK_DATABASE_URL: url('sidetrack_app'),
    });
    expect(migrated).toMatchObject({ code: 0, stdout: expect.stringContaining('brought to this version') });
    await start('api', 'api', { env: settings });
    const health = await until(
      () => ask('api', 'http://127.0.0.1:8000/api/v1/health'),
      ({ status }) => status === 200 || status === 401,
    );
    expect(JSON.parse(health.body)).toMatchObject({
      status: 'ok',
      checks: { database: { status: 'ok' }, temporal: { status: 'ok' } },
    });
  },
  SLOW_MS,
);

test(
  'the site serves its pages and passes the API on',
  async () => {
    await start('site', 'site', {
      env: { HOST: '127.0.0.1', PORT: '8080', SIDETRACK_MODE: 'hosted', SIDETRACK_API_URL: 'http://127.0.0.1:8000' },
    });
    const page = await until(
      () => ask('site', 'http://127.0.0.1:8080/'),
      ({ status }) => status === 200 || status === 401,
    );
    expect(page.body).toContain('<title>');
    const passedOn = await ask('site', 'http://127.0.0.1:8080/api/v1/health');
    expect(JSON.parse(passedOn.body)).toMatchObject({ status: 'ok' });
  },
  SLOW_MS,
);

test(
  'the site draws a shared card',
  async () => {
    const command = ['psql', '--quiet', '--set', 'ON_ERROR_STOP=1', '--dbname', url('sidetrack'), '--command'];
    const insert = `INSERT INTO users (id, handle, display_name) VALUES (md5('card')::uuid, 'card', 'Card');
      INSERT INTO shares (user_id, token, card) VALUES (md5('card')::uuid, '${SHARE_TOKEN}', '${JSON.stringify(card)}')`;
    const { code, stderr } = await podman.run(['exec', `${PREFIX}postgres`, ...command, insert]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { status, body } = await ask('site', `http://127.0.0.1:8080/s/${SHARE_TOKEN}/card.png`);
    expect({ status, body: body.slice(1, 4) }).toEqual({ status: 200, body: 'PNG' });
  },
  SLOW_MS,
);

test(
  'the worker serves its queues',
  async () => {
    await start('worker', 'worker', { env: settings });
    const { said } = await until(
      () => logs('worker'),
      (log) => log.said.includes('Worker ready'),
    );
    expect(said).toContain('Worker ready');
  },
  SLOW_MS,
);

test(
  "the worker's image decodes audio with ffmpeg and runs the model",
  async () => {
    const made = await node(
      'localhost/sidetrack/worker:test',
      `
    const { execFileSync } = require('node:child_process');
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=3', '/tmp/tone.flac']);
    execFileSync('ffmpeg', ['-v', 'error', '-i', '/tmp/tone.flac', '-c:a', 'libmp3lame', '/tmp/tone.mp3']);
    (async () => {
      const { decodeStream } = await import('/app/activities/dist/audio/decode/index.js');
      const { pieces, durationSeconds, sampleRateHz } = await decodeStream('/tmp/tone.mp3', { decoder: 'ffmpeg' });
      for await (const piece of pieces);
      const { InferenceSession } = (await import('/app/node_modules/onnxruntime-node/dist/index.js')).default;
      const { inputNames } = await InferenceSession.create('/app/models/musicnn-msd.onnx');
      console.log(JSON.stringify({ seconds: Math.round(durationSeconds()), sampleRateHz, inputNames }));
    })();`,
    );
    expect(made).toEqual({ seconds: 3, sampleRateHz: 44_100, inputNames: ['mel'] });
  },
  SLOW_MS,
);

test(
  'the operator without a cluster says so and ends',
  async () => {
    const { code, stderr, stdout } = await run('operator', [], {});
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/SIDETRACK_OPERATOR_NAMESPACE|KUBECONFIG|cluster/);
    expect(stderr).not.toContain('MODULE_NOT_FOUND');
  },
  SLOW_MS,
);

test.each(['postgres', 'api', 'site', 'worker'])(
  '%s ends in order when it is told to, within its time',
  async (name) => {
    const began = Date.now();
    await podman.run(['stop', '--time', '20', PREFIX + name]);
    const { stdout } = await podman.run(['inspect', PREFIX + name, '--format', '{{.State.ExitCode}}']);
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(stdout.trim()).toBe('0');
  },
  SLOW_MS,
);

let runs = 0;
const onceName = (): string => `${PREFIX}once-${(runs += 1)}`;

interface Start {
  readonly command?: readonly string[];
  readonly env?: Record<string, string>;
  readonly more?: readonly string[];
}

/** Starts a container that runs on; no shell is to be had in the product's. */
async function start(name: string, image: string, { command = [], env = {}, more }: Start): Promise<void> {
  const network = more ?? ['--network', `container:${PREFIX}postgres`];
  const options = [...restricted, ...(products.includes(image) ? withoutShell : []), ...network, ...variables(env)];
  const { code, stderr } = await podman.run([
    'run',
    '--detach',
    '--name',
    PREFIX + name,
    ...options,
    `localhost/sidetrack/${image}:test`,
    ...command,
  ]);
  if (code !== 0) throw new Error(`The container ${name} did not start: ${stderr}`);
}

/** Runs a container to its end. */
function run(image: string, command: readonly string[], env: Record<string, string>) {
  const options = [...restricted, ...withoutShell, '--network', `container:${PREFIX}postgres`, ...variables(env)];
  return podman.run(['run', '--rm', '--name', onceName(), ...options, `localhost/sidetrack/${image}:test`, ...command]);
}

/** What a script prints, as JSON, in a container that is as a pod is. */
async function node(image: string, script: string): Promise<Record<string, unknown>> {
  const options = [...restricted, ...withoutShell, '--network', 'none', '--name', onceName()];
  const { code, stdout, stderr } = await podman.run(['run', '--rm', ...options, image, 'node', '-e', script]);
  if (code !== 0) throw new Error(`The script failed in ${image}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Asks from inside a container; there is no network outside of them. */
async function ask(name: string, address: string): Promise<{ status: number; body: string }> {
  const script = `fetch(${JSON.stringify(address)}).then(async (answer) => console.log(JSON.stringify({ status: answer.status, body: await answer.text() })), () => console.log('{"status":0,"body":""}'))`;
  const { code, stdout, stderr } = await podman.run(['exec', PREFIX + name, 'node', '-e', script]);
  if (code !== 0) throw new Error(`${name} cannot be asked: ${stderr}\n${(await logs(name)).said}`);
  return JSON.parse(stdout) as { status: number; body: string };
}

async function logs(name: string): Promise<{ said: string }> {
  const { stdout, stderr } = await podman.run(['logs', PREFIX + name]);
  return { said: stdout + stderr };
}

async function until<T>(look: () => Promise<T>, isThere: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (isThere(seen)) return seen;
    if (tries === 240) throw new Error(`It did not come to pass; last seen: ${JSON.stringify(seen)}`);
    await sleep(500);
  }
}

function variables(env: Record<string, string>): string[] {
  return Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
}

/** In the place of the shell lies a file that cannot be run. */
const withoutShell = ['/usr/bin/sh', '/usr/bin/dash', '/usr/bin/bash'].flatMap((path) => [
  '--volume',
  `/dev/null:${path}:ro`,
]);
