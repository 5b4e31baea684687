import express from 'express';
import type { Express, RequestHandler } from 'express';
import { checkHost, loopbackHosts } from '../access/host-check.ts';
import { scrobblingRoutes } from '../scrobbling/routes.ts';
import type { Deps } from '../deps.ts';
import { docsFiles } from '../docs-page/routes.ts';
import { API_PATH, INTERNAL_PATH, SCROBBLING_PATH } from './api-path.ts';
import { correlation } from './correlation.ts';
import { internalRoutes } from './internal-routes.ts';
import { createMetrics } from './metrics.ts';
import { notReady } from './ready.ts';
import { answerProblems } from './problems.ts';
import { noSuchPath } from './refusals.ts';
import { contractRoutes } from './routes.ts';
import { dataHeaders, pageHeaders } from './security-headers.ts';
import { deprecated } from './unversioned.ts';

/** The API as an Express application. `port` gives the port it is reached on, known once it listens. */
export function createApp(deps: Deps, port: () => number): Express {
  const { mode, apiPort, sitePort, publicUrl } = deps.settings;
  const ownHosts = (): ReadonlySet<string> | undefined =>
    mode === 'laptop' ? loopbackHosts([port(), apiPort, sitePort]) : undefined;
  const ownOrigins = (): ReadonlySet<string> | undefined => {
    if (publicUrl !== undefined && deps.account !== undefined) return new Set([new URL(publicUrl).origin]);
    const hosts = ownHosts();
    return hosts && new Set([...hosts].map((host) => `http://${host}`));
  };
  const metrics = deps.metrics ?? createMetrics();
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.enable('case sensitive routing');

  app.use(correlation(deps.logger), dataHeaders, metrics.measure, hostGuard(ownHosts));
  app.get('/metrics', metrics.expose);
  app.get('/healthz', (_request, response) => void response.type('text').send('ok'));
  app.get('/readyz', async (_request, response) => {
    const reason = await notReady(deps);
    response
      .status(reason === null ? 200 : 503)
      .type('text')
      .send(reason ?? 'ready');
  });
  app.use(INTERNAL_PATH, internalRoutes(deps));
  app.use(SCROBBLING_PATH, scrobblingRoutes(deps));
  app.get('/', (_request, response) => {
    response.redirect(307, API_PATH);
  });
  app.use(`${API_PATH}/docs`, pageHeaders);
  app.use(
    API_PATH,
    docsFiles(),
    contractRoutes({ deps, ownOrigins }, () => true),
  );
  app.use(unversioned(contractRoutes({ deps, ownOrigins }, ({ alias }) => alias === true)));
  app.use(noSuchPath, answerProblems);
  return app;
}

function hostGuard(ownHosts: () => ReadonlySet<string> | undefined): RequestHandler {
  return (request, _response, next) => {
    const hosts = ownHosts();
    if (hosts !== undefined) checkHost(request.headers.host, hosts);
    next();
  };
}

/** The same routes without /api/v1, marked. A path that they do not know is not deprecated but unknown. */
function unversioned(routes: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (request.path.startsWith('/api/')) {
      next();
      return;
    }
    deprecated(request, response, () => {
      routes(request, response, (error?: unknown) => {
        if (error === undefined) {
          response.removeHeader('Deprecation');
          response.removeHeader('Link');
        }
        next(error);
      });
    });
  };
}
