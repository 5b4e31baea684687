import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Run } from './runs.ts';
import type { PutAnswer, TenantBody, TenantState } from './tenants.ts';
import type { WorkerVersions } from './versions.ts';
import type { Work } from './work.ts';

export interface FakeTenant {
  body: TenantBody;
  state: TenantState;
  /** Rows that a purge has still to erase; each GET of the list takes `purgeRowsPerLook` of them. */
  rows: number;
  tokens: Map<string, string>;
  /** Newest first. */
  runs: Run[];
}

/** One installation behind the fake: a test reads and changes it as it likes. */
export interface FakeInstallation {
  serviceToken: string;
  work: Work;
  versions: WorkerVersions;
  readonly tenants: Map<string, FakeTenant>;
  /** What a purge erases between two looks at the list; 0 makes it stuck. */
  purgeRowsPerLook: number;
  /** Personal API tokens handed out so far. */
  minted: number;
  /** Bodies of every PUT of a tenant, in their order. */
  readonly puts: { readonly key: string; readonly body: TenantBody }[];
}

/** What the next requests meet instead of the API. `hang` keeps the connection open and silent. */
export type FakeFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: unknown }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

export interface FakeInstallationApi {
  /** For SIDETRACK_OPERATOR_API_URL: `http://127.0.0.1:<port>/{namespace}/{name}`. */
  readonly urlTemplate: string;
  /** Made when it is first asked for, with the service token `service-token`. */
  installation(namespace: string, name: string): FakeInstallation;
  /** `<METHOD> <path below /internal/v1>` of every request, in order. */
  readonly requests: readonly string[];
  /** The next `count` requests meet `fault`. */
  failNext(count: number, fault: FakeFault): void;
  clearFaults(): void;
  stop(): Promise<void>;
}

/** `/internal/v1` of any number of installations on one loopback port, as the product's API answers it. */
export async function startFakeInstallationApi(options: { port?: number } = {}): Promise<FakeInstallationApi> {
  const installations = new Map<string, FakeInstallation>();
  const requests: string[] = [];
  const faults: FakeFault[] = [];
  const installation = (namespace: string, name: string) => {
    const key = `${namespace}/${name}`;
    const known = installations.get(key) ?? emptyInstallation();
    installations.set(key, known);
    return known;
  };
  const server = createServer((incoming, response) => {
    void readBody(incoming).then((text) => {
      const url = /^\/([^/]+)\/([^/]+)\/internal\/v1(\/.*)$/.exec(incoming.url ?? '');
      const [, namespace = '', name = '', path = ''] = url ?? [];
      const method = incoming.method ?? '';
      requests.push(`${method} ${path}`);
      const fault = faults.shift();
      if (fault !== undefined) {
        meet(fault, response);
        return;
      }
      const fake = installation(namespace, name);
      const known = incoming.headers.authorization === `Bearer ${fake.serviceToken}`;
      const body: unknown = text === '' ? null : JSON.parse(text);
      send(response, known ? answer(fake, { method, path, body }) : problem(401, 'The service token is wrong.'));
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    urlTemplate: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{namespace}/{name}`,
    installation,
    requests,
    clearFaults: () => void faults.splice(0),
    failNext: (count, fault) => void faults.push(...Array.from({ length: count }, () => fault)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The `work` answer of an installation with this many tracks that wait for a GPU. */
export function workWith(pendingGpu: number, more: { claimed?: number; tracksPerBatch?: number } = {}): Work {
  const tracksPerBatch = more.tracksPerBatch ?? 20;
  return {
    extractGpu: {
      pending: pendingGpu,
      claimed: more.claimed ?? 0,
      oldestSeconds: pendingGpu > 0 ? 10 : null,
      tracksPerBatch,
    },
    extract: { pending: 0, claimed: 0, oldestSeconds: null, tracksPerBatch },
    other: { metadata: 0, tags: 0, match: 0, score: 0, map: 0, imports: 0 },
    gpuFallbacks: { count: 0, lastAt: null },
  };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

function answer(fake: FakeInstallation, asked: Asked): Answer {
  const { pathname, searchParams } = new URL(asked.path, 'http://fake');
  const [, area = '', encodedKey, sub] = pathname.split('/');
  const { method, body } = asked;
  if (area === 'work') return { status: 200, body: fake.work };
  if (area === 'versions') {
    if (method === 'PUT') fake.versions = { ...fake.versions, current: (body as { buildId: string }).buildId };
    return { status: 200, body: fake.versions };
  }
  if (area !== 'tenants') return problem(404, `There is nothing at ${asked.path}.`);
  if (encodedKey === undefined) return list(fake);
  const key = decodeURIComponent(encodedKey);
  if (method === 'PUT') return put(fake, key, body as TenantBody);
  const tenant = fake.tenants.get(key);
  if (tenant === undefined) return problem(404, `There is no listener "${key}".`);
  if (method === 'DELETE') return remove(fake, tenant, searchParams.get('policy'));
  return ofTenant(fake, tenant, { sub, key, body });
}

function ofTenant(
  fake: FakeInstallation,
  tenant: FakeTenant,
  asked: { sub: string | undefined; key: string; body: unknown },
): Answer {
  const { sub, key, body } = asked;
  if (sub === 'analyse') return { status: 202, body: { jobs: [`job-${String(++fake.minted)}`] } };
  if (sub === 'runs') return { status: 200, body: { runs: tenant.runs } };
  if (sub !== 'tokens') return { status: 200, body: tenant.state };
  const token = `st_${key}_${++fake.minted}`;
  tenant.tokens.set((body as { name: string }).name, token);
  return { status: 201, body: { token } };
}

/** Each look at the list is a step of the purges that run. */
function list(fake: FakeInstallation): Answer {
  for (const [key, tenant] of fake.tenants) {
    if (tenant.state.state !== 'purging') continue;
    tenant.rows -= fake.purgeRowsPerLook;
    if (tenant.rows <= 0) fake.tenants.delete(key);
  }
  return { status: 200, body: { tenants: [...fake.tenants.values()].map(({ state }) => state) } };
}

function put(fake: FakeInstallation, key: string, body: TenantBody): Answer {
  fake.puts.push({ key, body });
  const others = [...fake.tenants.values()].filter(({ state }) => state.key !== key);
  if (others.some((one) => one.body.handle === body.handle))
    return problem(409, `The handle "${body.handle}" belongs to another listener.`);
  if (body.timeZone === 'Mars/Olympus') return problem(422, `timeZone: "${body.timeZone}" is no time zone.`);
  const before = fake.tenants.get(key);
  const tenant = before ?? newTenant(key, body);
  const changed = before === undefined || JSON.stringify(before.body) !== JSON.stringify(body);
  tenant.body = body;
  tenant.state = { ...tenant.state, state: body.suspended ? 'suspended' : 'active' };
  fake.tenants.set(key, tenant);
  return {
    status: before === undefined ? 201 : 200,
    body: { key, userId: tenant.state.userId, changed } satisfies PutAnswer,
  };
}

function newTenant(key: string, body: TenantBody): FakeTenant {
  const state = { key, userId: `user-${key}`, state: 'active', problem: null, lastSyncedAt: null } as const;
  return { body, state: { ...state, listens: 0, tracks: 0, coverage: 0 }, rows: 100, tokens: new Map(), runs: [] };
}

function remove(fake: FakeInstallation, tenant: FakeTenant, policy: string | null): Answer {
  if (policy === 'retain') {
    fake.tenants.delete(tenant.state.key);
    return { status: 204 };
  }
  tenant.state = { ...tenant.state, state: 'purging' };
  return { status: 202, body: { state: 'purging', remainingRows: tenant.rows } };
}

function emptyInstallation(): FakeInstallation {
  return {
    serviceToken: 'service-token',
    work: workWith(0),
    versions: { current: null, versions: [] },
    tenants: new Map(),
    purgeRowsPerLook: 60,
    minted: 0,
    puts: [],
  };
}

function meet(fault: FakeFault, response: ServerResponse): void {
  if (fault.kind === 'reset') response.destroy();
  if (fault.kind === 'garbage') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  if (fault.kind !== 'status') return;
  if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
  send(
    response,
    fault.body === undefined
      ? problem(fault.status, 'A fault of the test.')
      : { status: fault.status, body: fault.body },
  );
}

function problem(status: number, detail: string): Answer {
  return { status, body: { type: 'about:blank', title: detail, status, detail, remedy: 'Change it.' } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, body === undefined ? {} : { 'content-type': type });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
