import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, kept so that a test can prove what was asked, when, and how it was answered. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Milliseconds since the epoch, with a fraction. */
  readonly arrivedAt: number;
  /** 0 while unanswered, and for a connection that was cut. */
  status: number;
}

export interface Answer {
  readonly status: number;
  /** An object becomes JSON, a string goes as plain text. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the next requests meet instead of the service. `hang` keeps the connection open and silent. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

export interface FakeService {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** The next `count` requests meet `fault`. Calls add up, first come first served. */
  failNext(count: number, fault: Fault): void;
  clearFaults(): void;
  stop(): Promise<void>;
}

/** Where a fake listens. */
export interface Place {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
}

const LOOPBACK: Place = { host: '127.0.0.1', port: 0 };

/** Serves `answer`, on a free loopback port unless told otherwise, with faults on demand. */
export async function startService(
  answer: (request: RecordedRequest) => Answer,
  place: Place = LOOPBACK,
): Promise<FakeService> {
  const requests: RecordedRequest[] = [];
  const faults: Fault[] = [];
  const server = createServer((incoming, response) => {
    // Taken before the body is read: pacing is judged by when a request arrives.
    const arrivedAt = performance.timeOrigin + performance.now();
    void readBody(incoming).then((body) => {
      const request = record(incoming, body, arrivedAt);
      requests.push(request);
      const fault = faults.shift();
      if (fault === undefined) send(request, response, guarded(answer, request));
      else meet(fault, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(place.port, place.host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    failNext: (count, fault) => void faults.push(...Array.from({ length: count }, () => fault)),
    clearFaults: () => void faults.splice(0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function guarded(answer: (request: RecordedRequest) => Answer, request: RecordedRequest): Answer {
  try {
    return answer(request);
  } catch (error) {
    return { status: 500, body: `the fake failed: ${String(error)}` };
  }
}

function meet(fault: Fault, request: RecordedRequest, response: ServerResponse): void {
  if (fault.kind === 'status') {
    const { status, body = 'fault', headers = {} } = fault;
    send(request, response, { status, body, headers });
  } else if (fault.kind === 'garbage') {
    request.status = 200;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"payload":{"count":25,"listens":[{"listened_a');
  } else if (fault.kind === 'reset') {
    response.socket?.resetAndDestroy();
  }
}

function send(request: RecordedRequest, response: ServerResponse, { status, body, headers }: Answer): void {
  request.status = status;
  const [type, text] =
    typeof body === 'string' ? ['text/plain; charset=utf-8', body] : ['application/json', JSON.stringify(body)];
  response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}

function record(incoming: IncomingMessage, body: string, arrivedAt: number): RecordedRequest {
  const url = new URL(incoming.url ?? '/', 'http://fake');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    arrivedAt,
    status: 0,
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
