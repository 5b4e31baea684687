import type { HealthShape } from '../contract/health.ts';
import { openApiDocument } from '../contract/document.ts';
import type { Deps } from '../deps.ts';
import { docsPage } from '../docs-page/page.ts';
import type { Handlers } from '../server/call.ts';
import { API_PATH } from '../server/api-path.ts';
import { version } from '../version.ts';

type Check = HealthShape['checks']['database'];

const document = openApiDocument(version);

export const getIndex: Handlers['getIndex'] = () => ({
  name: 'SideTrack',
  version,
  links: [
    { rel: 'service-desc', href: `${API_PATH}/openapi.json`, title: 'OpenAPI 3.1 document' },
    { rel: 'service-doc', href: `${API_PATH}/docs`, title: 'The same as a page to read and try' },
    { rel: 'status', href: `${API_PATH}/health`, title: 'Whether the installation works' },
    { rel: 'overview', href: `${API_PATH}/overview`, title: 'Where the listener stands' },
    { rel: 'trajectory', href: `${API_PATH}/dashboard/trajectory`, title: 'The way of the weeks over the map' },
    { rel: 'radar', href: `${API_PATH}/dashboard/radar`, title: 'A week on the axes' },
    { rel: 'jobs', href: `${API_PATH}/jobs`, title: 'Work that was asked for' },
  ],
});

export const getOpenApi: Handlers['getOpenApi'] = () => ({ ...document });

export const getDocs: Handlers['getDocs'] = ({ response }) => {
  response.status(200).type('text/html').send(docsPage);
  return undefined;
};

export const getHealth: Handlers['getHealth'] = async (_call, { db, workflows, cache }) => {
  const [database, temporal] = await Promise.all([
    check(() => db.asService((tx) => tx.query('SELECT 1')), 'PostgreSQL does not answer.'),
    check(() => workflows.check(), 'Temporal does not answer: nothing new is started until it does.'),
  ]);
  const checks = { database, temporal, cache: cacheCheck(cache) };
  const degraded = Object.values(checks).some(({ status }) => status === 'down');
  return { status: degraded ? 'degraded' : 'ok', version, checks };
};

const PATIENCE_MS = 2000;

async function check(ask: () => Promise<unknown>, detail: string): Promise<Check> {
  const ended = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(detail)), PATIENCE_MS);
    ended.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    await Promise.race([ask(), late]);
    return { status: 'ok' };
  } catch {
    return { status: 'down', detail };
  } finally {
    ended.abort();
  }
}

function cacheCheck(cache: Deps['cache']): Check {
  const status = cache.state();
  return status === 'down' ? { status, detail: 'Redis does not answer; memory stands in for it.' } : { status };
}
