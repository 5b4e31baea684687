import { z } from 'zod';
import { startFakes, type Fakes } from '../fakes/index.ts';
import { sidetrack, startSidetrack, waitUntil, type Installation } from './support/installation.ts';
import { childRunning } from './support/processes.ts';

const SINGLES = 40;
const IMPORTED = 1000;
const AT = Math.floor(Date.now() / 1000) - 90 * 86_400;
const countAnswer = z.object({ payload: z.object({ count: z.number() }) });
const jobAnswer = z.object({ job: z.object({ id: z.string() }) });
const jobState = z.object({ state: z.string() });

let fakes: Fakes;
let installation: Installation;
let token: string;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  fakes = await startFakes({ listenbrainz: { tokens: { 'good-token': 'ada' }, requestsPerWindow: 10_000 } });
  cleanUps.push(() => fakes.stop());
  installation = await startSidetrack({ args: ['--no-demo'], env: fakes.env });
  cleanUps.push(() => installation.end('SIGTERM'));
  const made = await sidetrack(['token', 'create', 'scrobbler', '--scope', 'write'], installation.env);
  token = /st_[\w-]{43}/.exec(made.stdout)?.[0] ?? '';
}, 300_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test('what is pushed on the dashboard’s address is kept once and passed on once, whatever is killed and whoever is away meanwhile', async () => {
  await change('PUT', '/connections/listenbrainz', { externalName: 'ada', credential: 'good-token' });
  await change('PUT', '/relay', { on: true });
  fakes.listenbrainz.failNext(2, { kind: 'status', status: 503 });
  const killedAt: Record<number, () => Promise<void> | void> = {
    8: () => kill(/worker-main\.js.*ingest/),
    16: () => kill(/bin\/postgres -D/),
    24: () => kill(/api\/dist\/main\.js/),
    32: restart,
  };
  for (let n = 0; n < SINGLES; n += 1) {
    await push('single', [listen(n)]);
    await killedAt[n]?.();
  }
  const many = Array.from({ length: IMPORTED }, (_, n) => listen(SINGLES + n));
  await push('import', many);
  await push('import', many);
  const all = SINGLES + IMPORTED;
  await waitUntil(async () => (await listenCount()) === all && passedOn().size === all, {
    seconds: 240,
    what: () => `all to be here and there; there are ${passedOn().size}`,
  });
  expect(fakes.listenbrainz.listens('ada')).toHaveLength(all);

  const { job } = jobAnswer.parse(await change('POST', '/ingest/listens'));
  await waitUntil(async () => jobState.safeParse(await ask(`/api/v1/jobs/${job.id}`)).data?.state === 'done', {
    seconds: 120,
    what: () => 'the pull to end',
  });
  expect(await listenCount()).toBe(all);
}, 600_000);

function listen(n: number): object {
  const track_metadata = { artist_name: `Artist ${n % 9}`, track_name: `Track ${n}` };
  return {
    listened_at: AT + n * 300,
    track_metadata: { ...track_metadata, additional_info: { duration_ms: 200_000 } },
  };
}

const passedOn = (): Set<string> =>
  new Set(fakes.listenbrainz.listens('ada').map(({ track_metadata: { track_name } }) => track_name));

/** Undefined while nothing answers. */
const listenCount = async (): Promise<number | undefined> =>
  countAnswer.safeParse(await ask('/1/user/local/listen-count')).data?.payload.count;

/** As a scrobbler does: the same again until it is told that it was taken. */
async function push(type: string, payload: readonly object[]): Promise<void> {
  const body = JSON.stringify({ listen_type: type, payload });
  await waitUntil(async () => (await send('/1/submit-listens', 'POST', body))?.ok === true, {
    seconds: 90,
    everyMs: 250,
    what: () => 'a push to be taken',
  });
}

async function change(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await send(`/api/v1${path}`, method, body === undefined ? undefined : JSON.stringify(body));
  if (answer?.ok !== true) throw new Error(`${method} ${path}: ${await (answer?.text() ?? 'no answer')}`);
  return answer.json();
}

async function ask(path: string): Promise<unknown> {
  return (await send(path, 'GET'))?.json();
}

/** Undefined where nothing answers. */
function send(path: string, method: string, body?: string): Promise<Response | undefined> {
  const headers = {
    authorization: `${path.startsWith('/1/') ? 'Token' : 'Bearer'} ${token}`,
    'content-type': 'application/json',
  };
  const request = { method, headers, signal: AbortSignal.timeout(10_000), ...(body !== undefined && { body }) };
  return fetch(`${installation.siteUrl}${path}`, request).catch(() => undefined);
}

function kill(commandLine: RegExp): void {
  const pid = childRunning(installation.pid, commandLine);
  if (pid === undefined) throw new Error(`no process of ${String(commandLine)} below the supervisor`);
  process.kill(pid, 'SIGKILL');
}

async function restart(): Promise<void> {
  const { dataDir } = installation;
  await installation.end('SIGKILL');
  installation = await startSidetrack({ args: ['--no-demo'], env: fakes.env, dataDir });
}
