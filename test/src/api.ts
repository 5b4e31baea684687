import { mkdtemp, rm } from 'node:fs/promises';
import { request as openRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@sidetrack/prisma';
import { createLogger, loadSettings } from '@sidetrack/settings';
import { memoryCache } from '../../api/src/cache/memory-cache.ts';
import type { Deps } from '../../api/src/deps.ts';
import { createEventHub } from '../../api/src/events/hub.ts';
import { noNudges } from '../../api/src/events/nudges.ts';
import { takeSnapshot } from '../../api/src/events/snapshot.ts';
import { UnknownVersionError, WorkflowsUnavailableError } from '../../api/src/jobs/workflows.ts';
import type { Workflows, WorkflowStart } from '../../api/src/jobs/workflows.ts';
import { createLimiter } from '../../api/src/limits/limiter.ts';
import { serveApi } from '../../api/src/server/listen.ts';
import { openAccount } from '../../api/src/sign-in/open-account.ts';

/** Temporal's place in tests of the API: remembers what was started, and can be away. */
export interface StandInWorkflows extends Workflows {
  readonly starts: WorkflowStart[];
  wakes: number;
  isDown: boolean;
  currentVersion: string | null;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body parsed, where it is JSON. */
  readonly json: unknown;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON with its media type. */
  readonly body?: unknown;
  /** As a browser that sends no Sec-Fetch-Site. */
  readonly withoutSite?: boolean;
}

export interface TestApi {
  readonly port: number;
  readonly url: string;
  readonly dataDir: string;
  readonly workflows: StandInWorkflows;
  /** Asks as the dashboard would: same origin, unless the headers say otherwise. */
  ask(path: string, options?: AskOptions): Promise<ApiAnswer>;
  close(): Promise<void>;
}

export interface TestApiOptions {
  readonly now?: () => Date;
  readonly env?: Readonly<Record<string, string>>;
  readonly deps?: Partial<Deps>;
  readonly intervalMs?: number;
}

/** The API on a free port over a test's database, every answer held against the contract; nothing outside it is real. */
export async function startTestApi(
  db: Database,
  { now = () => new Date(), env = {}, deps = {}, intervalMs = 50 }: TestApiOptions = {},
): Promise<TestApi> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sidetrack-test-api-'));
  const settings = loadSettings({
    SIDETRACK_DATA_DIR: dataDir,
    SIDETRACK_TIME_ZONE: 'UTC',
    SIDETRACK_EXTRACT_WORKERS: '2',
    ...env,
  });
  const logger = createLogger({ name: 'test', level: 'silent' });
  const workflows = standInWorkflows();
  const api = await serveApi(
    {
      db,
      settings,
      logger,
      now,
      workflows,
      cache: memoryCache(() => Date.now()),
      limiter: createLimiter({ requests: 1_000_000, changes: 1_000_000, signIns: 1_000_000 }),
      events: createEventHub({
        look: (userId) => takeSnapshot({ db, settings }, userId, now()),
        nudges: noNudges,
        logger,
        intervalMs,
      }),
      account: openAccount({ db, settings, logger, now }),
      // Nothing outside is asked unless a test says what answers there.
      fetch: () => Promise.reject(new Error('No outside service in this test.')),
      checkAnswers: true,
      ...deps,
    },
    { host: '127.0.0.1', port: 0 },
  );
  const { port } = api;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    workflows,
    ask: (path, options) => ask(port, path, options),
    close: async () => {
      await api.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function standInWorkflows(): StandInWorkflows {
  const answer = (): Promise<void> =>
    self.isDown ? Promise.reject(new WorkflowsUnavailableError('stand-in')) : Promise.resolve();
  const self: StandInWorkflows = {
    starts: [],
    wakes: 0,
    isDown: false,
    currentVersion: null,
    async start(start) {
      await answer();
      self.starts.push(start);
    },
    async wakeDispatcher() {
      await answer();
      self.wakes += 1;
    },
    check: answer,
    async runs() {
      await answer();
      return [];
    },
    async versions() {
      await answer();
      const { currentVersion: current } = self;
      return { current, versions: current === null ? [] : [{ buildId: current, status: 'current', pollers: 1 }] };
    },
    async setCurrentVersion(buildId) {
      await answer();
      if (buildId === 'unknown') throw new UnknownVersionError(buildId);
      self.currentVersion = buildId;
    },
    close: () => Promise.resolve(),
  };
  return self;
}

/** One request by node:http, which, unlike fetch, lets a test set Host and Origin, and keeps the path as it is written. */
function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body, withoutSite = false }: AskOptions = {},
): Promise<ApiAnswer> {
  const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
  const payload = isJson ? JSON.stringify(body) : body;
  return new Promise((resolve, reject) => {
    const request = openRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent: false,
        headers: {
          ...(withoutSite ? {} : { 'sec-fetch-site': 'same-origin' }),
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: parsed(text, response.headers['content-type']),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

function parsed(text: string, type: string | undefined): unknown {
  return text !== '' && /json/.test(type ?? '') ? JSON.parse(text) : undefined;
}
