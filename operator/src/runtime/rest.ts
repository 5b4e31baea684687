import { HttpMethod, IsomorphicFetchHttpLibrary, RequestContext, type KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { ApiError, NotLeadingError } from './errors.ts';
import type { OperatorMetrics } from './metrics.ts';
import type { RecordedCall } from './recorded-calls.ts';
import { wait, type Timers } from './timers.ts';

/** One resource of the API server, as discovery tells it. */
export interface Resource {
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
}

export interface Call {
  verb: 'get' | 'list' | 'create' | 'update' | 'patch' | 'delete';
  resource: Resource;
  namespace?: string | undefined;
  name?: string | undefined;
  subresource?: string;
  query?: Record<string, string>;
  body?: unknown;
  contentType?: string;
  /** Sent even by a process that does not lead: the Lease itself. */
  always?: boolean;
  timeoutSeconds?: number;
}

export interface RestOptions {
  kubeConfig: KubeConfig;
  metrics: OperatorMetrics;
  record: (call: RecordedCall) => void;
  timers: Timers;
  /** Aborts every request that is under way. */
  signal: AbortSignal;
  /** Asked before each write. */
  mayWrite: () => boolean;
}

const methods = {
  get: HttpMethod.GET,
  list: HttpMethod.GET,
  create: HttpMethod.POST,
  update: HttpMethod.PUT,
  patch: HttpMethod.PATCH,
  delete: HttpMethod.DELETE,
};
const statusBody = z.object({ reason: z.string().optional(), message: z.string().optional() });
const timeoutSecondsByDefault = 15;
const longestRetryAfterSeconds = 10;
const poolMilliseconds = 10 * 60_000;

type Dispatcher = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

/**
 * Requests to the API server in plain JSON: client-node's authentication and transport, with a timeout, metrics and the record of
 * calls. (Its generated clients turn dates into objects, drop fields they do not know, and cannot write a status.)
 */
export class Rest {
  readonly #options: RestOptions;
  readonly #library = new IsomorphicFetchHttpLibrary();
  #pool: { dispatcher: Dispatcher; since: number } | undefined;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  /** The answer's JSON. Throws {@link ApiError}; waits out one "too many requests" as long as the server asks, up to 10 s. */
  async request(call: Call): Promise<{ code: number; body: unknown }> {
    try {
      return await this.#once(call);
    } catch (error) {
      const seconds =
        error instanceof ApiError && (error.code === 429 || error.code === 503) ? error.retryAfterSeconds : undefined;
      if (seconds === undefined || seconds > longestRetryAfterSeconds) throw error;
      await wait(this.#options.timers, seconds * 1000, this.#options.signal);
      return this.#once(call);
    }
  }

  /** A document that is no resource: discovery. */
  async document(path: string): Promise<unknown> {
    const { code, body } = await this.#send(HttpMethod.GET, path, { timeoutSeconds: timeoutSecondsByDefault });
    if (code !== 200) throw failureOf(`GET ${path}`, code, body, undefined);
    return body;
  }

  async #once(call: Call): Promise<{ code: number; body: unknown }> {
    const { metrics, record, timers, mayWrite } = this.#options;
    const { verb, resource, namespace, subresource } = call;
    if (verb !== 'get' && verb !== 'list' && call.always !== true && !mayWrite()) throw new NotLeadingError();
    const name = subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`;
    const about = { group: resource.group, resource: name, namespaced: namespace !== undefined };
    record({ verb, ...about });
    const begun = timers.now();
    let code = 0;
    try {
      const answer = await this.#send(methods[verb], pathOf(call), {
        timeoutSeconds: timeoutSecondsByDefault,
        ...call,
      });
      code = answer.code;
      // An apply that makes the object needs the right to create it too.
      if (verb === 'patch' && code === 201) record({ verb: 'create', ...about });
      if (code >= 200 && code < 300) return answer;
      throw failureOf(`${verb} ${name} ${namespace ?? ''}/${call.name ?? ''}`, code, answer.body, answer.retryAfter);
    } finally {
      metrics.requests.inc({ verb, resource: name, code });
      metrics.requestSeconds.observe({ verb }, (timers.now() - begun) / 1000);
    }
  }

  async #send(
    method: HttpMethod,
    path: string,
    options: Pick<Call, 'query' | 'body' | 'contentType'> & { timeoutSeconds: number },
  ): Promise<{ code: number; body: unknown; retryAfter: string | undefined }> {
    const { kubeConfig, signal } = this.#options;
    const server = kubeConfig.getCurrentCluster()?.server;
    if (server === undefined)
      throw new ApiError('The kubeconfig names no cluster. Set KUBECONFIG, or run in a pod with a service account.');
    const context = new RequestContext(`${server}${path}${queryOf(options.query)}`, method);
    context.setHeaderParam('Accept', 'application/json');
    if (options.body !== undefined) {
      context.setHeaderParam('Content-Type', options.contentType ?? 'application/json');
      context.setBody(JSON.stringify(options.body));
    }
    try {
      await kubeConfig.applySecurityAuthentication(context);
      this.#keepConnections(context);
      context.setSignal(AbortSignal.any([signal, AbortSignal.timeout(options.timeoutSeconds * 1000)]));
      const response = await this.#library.send(context).toPromise();
      const text = await response.body.text();
      return { code: response.httpStatusCode, body: parse(text), retryAfter: response.headers['retry-after'] };
    } catch (error) {
      throw new ApiError(`${method} ${path}: no answer from the API server (${reasonOf(error)}).`, { cause: error });
    }
  }

  /** client-node makes a pool of connections for each request; one serves all, and is renewed now and then with its certificates. */
  #keepConnections(context: RequestContext): void {
    const now = this.#options.timers.now();
    const dispatcher = context.getDispatcher();
    if (dispatcher === undefined) return;
    if (this.#pool === undefined || now - this.#pool.since > poolMilliseconds) this.#pool = { dispatcher, since: now };
    context.setDispatcher(this.#pool.dispatcher);
  }
}

type Place = Pick<Call, 'resource' | 'namespace' | 'name' | 'subresource'>;

export function pathOf({ resource, namespace, name, subresource }: Place): string {
  const { group, version, plural, namespaced } = resource;
  const parts = group === '' ? ['/api', version] : ['/apis', group, version];
  if (namespaced && namespace !== undefined) parts.push('namespaces', encodeURIComponent(namespace));
  parts.push(plural);
  if (name !== undefined) parts.push(encodeURIComponent(name));
  if (subresource !== undefined) parts.push(subresource);
  return parts.join('/');
}

function queryOf(query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}

function failureOf(what: string, code: number, body: unknown, retryAfter: string | undefined): ApiError {
  const { reason, message } = statusBody.catch({}).parse(body);
  const seconds = Number(retryAfter);
  return new ApiError(`${what}: ${message ?? `the API server answered ${code}`}`, {
    code,
    ...(reason !== undefined && { reason }),
    ...(retryAfter !== undefined && Number.isFinite(seconds) && { retryAfterSeconds: seconds }),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The innermost cause says more than fetch's own "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
