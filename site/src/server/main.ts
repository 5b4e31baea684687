import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { openAccount } from './account/account.ts';
import { answerHosted } from './account/hosted-answer.ts';
import { dropPageHeaders } from './account/page-headers.ts';
import { compressPage } from './compress-page.ts';
import { forwardToApi, isApiPath, isScrobblingPath } from './forward-to-api.ts';
import { hostIsAllowed } from './host-check.ts';
import { log } from './log.ts';
import { sendProblem } from './problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { readSiteSettings } from './site-settings.ts';
import type { SiteSettings } from './site-settings.ts';
import { readStaticFiles, serveStaticFile } from './static-files.ts';
import type { StaticFiles } from './static-files.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** How long open pages and event streams may linger once the site was told to stop. */
const GRACE_MILLISECONDS = 2000;

try {
  await start(readSiteSettings(process.env));
} catch (error) {
  log('error', error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** Serves pages and passes /api/v1 on until SIGTERM, SIGINT or, with a lifeline, the end of standard input. */
async function start(settings: SiteSettings): Promise<void> {
  // The adapter starts a server of its own when imported, unless told not to.
  process.env['ASTRO_NODE_AUTOSTART'] = 'disabled';
  const { handler } = (await import('@astrojs/node/server.js')) as unknown as { handler: Handler };
  const onward = onwardFor(settings, handler);
  const files = readStaticFiles(fileURLToPath(new URL('../client/', import.meta.url)));
  const server = createServer((request, response) => answer(request, response, { settings, files, onward }));
  server.on('error', (error: NodeJS.ErrnoException) => {
    log('error', listenFailure(error, settings));
    process.exit(1);
  });
  // An upload takes as long as it takes; only the headers must come soon.
  server.requestTimeout = 0;
  server.listen(settings.port, settings.host, () => {
    const { port } = server.address() as AddressInfo;
    log('info', `The dashboard is at http://${settings.host}:${port}`);
  });
  stopWhenTold(server, settings.lifeline);
}

interface Answering {
  settings: SiteSettings;
  files: StaticFiles;
  onward: Handler;
}

function answer(request: IncomingMessage, response: ServerResponse, { settings, files, onward }: Answering): void {
  dropPageHeaders(request.headers);
  if (request.url === '/healthz') {
    response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
    response.end('ok\n');
  } else if (!hostIsAllowed(request.headers.host, settings.mode)) {
    sendProblem(response, {
      title: 'This name is not served here',
      status: 421,
      detail: 'On a laptop the dashboard answers on 127.0.0.1 and localhost only, because it has no sign-in.',
      remedy: `Open http://127.0.0.1:${settings.port}/ instead.`,
    });
  } else if (isScrobblingPath(request.url)) {
    forwardToApi(request, response, settings.apiUrl);
  } else if (isApiPath(request.url)) {
    onward(request, response);
  } else {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (serveStaticFile(files, request, response)) return;
    compressPage(request, response);
    onward(request, response);
  }
}

/** What makes pages and passes /api/v1 on; where listeners sign in, in the name of who is signed in. */
function onwardFor(settings: SiteSettings, pages: Handler): Handler {
  const { apiUrl } = settings;
  const account = openAccount(settings);
  if (account === undefined) {
    return (request, response) => {
      if (isApiPath(request.url)) forwardToApi(request, response, apiUrl);
      else pages(request, response);
    };
  }
  return (request, response) => {
    answerHosted(request, response, { account, apiUrl, pages }).catch(() => response.destroy());
  };
}

function stopWhenTold(server: Server, lifeline: boolean): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (!lifeline) return;
  process.stdin.on('end', stop).on('close', stop).on('error', stop);
  process.stdin.resume();
}

function listenFailure(error: NodeJS.ErrnoException, { host, port }: SiteSettings): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use by another program. Stop that program, or choose another port with --port.`;
  }
  return `The dashboard cannot listen on ${host}:${port}: ${error.message}`;
}
