import { request as openRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { sendProblem } from './problem.ts';

/** Headers that belong to one connection, not to the message (RFC 9110 section 7.6.1), and those of proxies before us. */
const NOT_FORWARDED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'forwarded',
  'host',
  // The site's own; the API is shown tokens.
  'cookie',
  // Opens what is the operator's alone; nobody who comes by this way has it.
  'x-sidetrack-service-token',
]);

/**
 * Passes one request on to the API and streams its answer back, bytes unchanged: uploads are not collected, server-sent
 * events are not held back. Origin, Sec-Fetch-* and Authorization go along, so that the API can judge them; Host becomes
 * the API's. A silent or missing API is a 502 problem document.
 */
export function forwardToApi(incoming: IncomingMessage, outgoing: ServerResponse, apiUrl: string): void {
  const { pathname, search } = readPath(incoming.url);
  const target = new URL(`${apiUrl}${pathname}${search}`);
  const upstream = openRequest(target, {
    method: incoming.method ?? 'GET',
    headers: { ...messageHeaders(incoming.headers), ...bodyFraming(incoming.headers), host: target.host },
    setHost: false,
    agent: false,
  });
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, messageHeaders(answer.headers));
    outgoing.flushHeaders();
    outgoing.socket?.setNoDelay(true);
    pipeline(answer, outgoing, () => upstream.destroy());
  });
  upstream.on('error', () => {
    if (!outgoing.destroyed) sendProblem(outgoing, apiDoesNotAnswer(apiUrl));
  });
  outgoing.on('close', () => upstream.destroy());
  // Not pipeline: an API that answers before the whole body has come (413, 409) must still get its answer through.
  incoming.pipe(upstream);
}

/** Whether a path is one that the site passes on: the versioned API and nothing else. */
export function isApiPath(url: string | undefined): boolean {
  const { pathname } = readPath(url);
  return pathname === '/api/v1' || pathname.startsWith('/api/v1/');
}

/** Whether a path is one that scrobblers push to: they know the address alone, and show a token of their own. */
export function isScrobblingPath(url: string | undefined): boolean {
  return readPath(url).pathname.startsWith('/1/');
}

/** Path and query alone, dot segments resolved. A request line may name a host (`//host/`, `http://host/`): it never counts. */
function readPath(url: string | undefined): { pathname: string; search: string } {
  const parsed = url?.startsWith('/') === true ? URL.parse(`http://site${url}`) : null;
  return { pathname: parsed?.pathname ?? '/', search: parsed?.search ?? '' };
}

function messageHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const kept = Object.entries(headers).filter(
    ([name]) => !NOT_FORWARDED.has(name) && !name.startsWith('x-forwarded-') && !named.includes(name),
  );
  return Object.fromEntries(kept);
}

/** A body of unknown length stays one: without this, Node would send the chunks of a GET unframed. */
function bodyFraming(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };
}

function apiDoesNotAnswer(apiUrl: string) {
  return {
    title: 'The API does not answer',
    status: 502,
    detail: `Nothing answers at ${apiUrl}.`,
    remedy: 'Wait a few seconds and try again. If it stays so, start SideTrack anew and look at what it prints.',
  };
}
