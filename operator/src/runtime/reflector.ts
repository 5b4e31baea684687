import { Watch, type KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { ApiError } from './errors.ts';
import type { OperatorMetrics } from './metrics.ts';
import type { RecordedCall } from './recorded-calls.ts';
import { pathOf, type Resource, type Rest } from './rest.ts';
import type { ObjectStore } from './store.ts';
import { backoffMilliseconds, wait, type Timers } from './timers.ts';
import type { KubernetesObject, Log } from './types.ts';

export interface ReflectorOptions {
  kubeConfig: KubeConfig;
  rest: Rest;
  /** Asked each time, so that a CRD that is installed later is found. */
  resource: () => Promise<Resource>;
  kind: string;
  /** A namespace, or '' for all. */
  scope: string;
  labels: Record<string, string>;
  store: ObjectStore;
  metrics: OperatorMetrics;
  record: (call: RecordedCall) => void;
  timers: Timers;
  random: () => number;
  log: Log;
  signal: AbortSignal;
}

/**
 * The API server ends a watch after this time, with a bookmark just before, so an idle watch still shows that it lives. client-node
 * cuts one on which nothing came for 30 s: that finds the half-open ones, and only those.
 */
const watchSeconds = 25;
const pageSize = '500';
const backoff = { baseMilliseconds: 500, maxMilliseconds: 15_000 };
/** A watch that ended sooner, with nothing heard, counts as failed: an API server that closes at once is not asked in a tight loop. */
const shortestWatchMilliseconds = 1000;

const listBody = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
  items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }) })),
});
const eventObject = z.looseObject({
  code: z.number().optional(),
  message: z.string().optional(),
  metadata: z.looseObject({ resourceVersion: z.string().optional() }).optional(),
});

/**
 * Keeps a store like the API server: list, then watch from there, again and again, one at a time, until the signal aborts. A version
 * that is too old (410) leads to a new list; every other failure to a new watch from the last version seen, after a jittered backoff.
 */
export async function reflect(options: ReflectorOptions): Promise<void> {
  const { timers, random, signal, kind, metrics } = options;
  let version: string | undefined;
  let failures = 0;
  const isOver = () => signal.aborted;
  while (!isOver()) {
    try {
      const from = version ?? (await list(options));
      version = undefined;
      version = await watch(options, from);
      failures = 0;
      metrics.watchEnds.inc({ kind, why: version === undefined ? 'expired' : 'ended' });
    } catch (error) {
      if (isOver()) return;
      version = error instanceof WatchFailed ? error.version : undefined;
      failures = error instanceof WatchFailed && error.heard ? 0 : failures;
      metrics.watchEnds.inc({ kind, why: 'failed' });
      const delay = backoffMilliseconds(backoff, failures, random);
      failures += 1;
      report(options, failures, delay, error);
      await wait(timers, delay, signal);
    }
  }
}

function report({ log, kind, scope }: ReflectorOptions, failures: number, delay: number, error: unknown): void {
  const fields = { kind, scope, failures, retryInMs: Math.round(delay), err: error };
  // One failure is everyday life of a watch; several are an outage that somebody should see.
  if (failures === 1) log.debug(fields, 'A watch failed and is begun again');
  else log.warn(fields, 'A watch keeps failing; what it showed may be old');
}

async function list({ rest, resource, scope, labels, store, kind }: ReflectorOptions): Promise<string> {
  const found = await resource();
  const apiVersion = found.group === '' ? found.version : `${found.group}/${found.version}`;
  const items: KubernetesObject[] = [];
  let version = '';
  let page: string | undefined;
  do {
    const query = { limit: pageSize, ...selector(labels), ...(page && { continue: page }) };
    const { body } = await rest.request({ verb: 'list', resource: found, namespace: scope || undefined, query });
    const { metadata, items: some } = listBody.parse(body);
    // Items of a list come without their own kind.
    items.push(...some.map((item) => ({ ...item, apiVersion, kind }) as unknown as KubernetesObject));
    ({ resourceVersion: version, continue: page } = metadata);
  } while (page);
  store.replace(scope, items);
  return version;
}

/** A watch that did not end well. `version` is where the next one goes on; undefined: from a new list. */
class WatchFailed extends Error {
  override name = 'WatchFailed';
  readonly version: string | undefined;
  /** Whether it worked for a while. */
  readonly heard: boolean;
  constructor(message: string, version: string | undefined, heard: boolean, cause?: unknown) {
    super(message, { cause });
    this.version = version;
    this.heard = heard;
  }
}

/** One watch until it ends. Gives the version to go on from, or undefined where that is too old. */
async function watch(options: ReflectorOptions, from: string): Promise<string | undefined> {
  const { kubeConfig, resource, scope, labels, timers, signal, record, store } = options;
  const found = await resource();
  record({ verb: 'watch', group: found.group, resource: found.plural, namespaced: scope !== '' });
  const begun = timers.now();
  const end = new AbortController();
  const state: { version: string | undefined; heard: boolean; problem: unknown } = {
    version: from,
    heard: false,
    problem: undefined,
  };

  // Raw watches swallow what a callback throws, and tell of lines that they still held after their end.
  const onEvent = (type: string, object: unknown) => {
    if (end.signal.aborted) return;
    const { code, message, metadata } = eventObject.parse(object);
    if (type === 'ERROR') {
      if (code === 410) state.version = undefined;
      else
        state.problem = new ApiError(
          `The watch was ended: ${message ?? 'no reason given'}`,
          code === undefined ? {} : { code },
        );
      return;
    }
    state.heard = true;
    if (type === 'ADDED' || type === 'MODIFIED') store.put(object as KubernetesObject);
    else if (type === 'DELETED') store.remove(object as KubernetesObject);
    state.version = metadata?.resourceVersion ?? state.version;
  };
  const query = { ...selector(labels), resourceVersion: from, allowWatchBookmarks: true, timeoutSeconds: watchSeconds };
  const path = pathOf({ resource: found, namespace: scope || undefined });
  try {
    await new Promise<void>((resolve) => {
      const done = (error: unknown) => {
        state.problem ??= error;
        resolve();
      };
      signal.addEventListener('abort', done, { signal: end.signal });
      new Watch(kubeConfig).watch(path, query, onEvent, done).then((controller) => {
        end.signal.addEventListener('abort', () => {
          controller.abort();
        });
        if (end.signal.aborted) controller.abort();
      }, done);
    });
  } finally {
    end.abort();
  }
  const { version, heard, problem } = state;
  if (version === undefined || codeOf(problem) === 410) return undefined;
  if (signal.aborted || isIdleTimeout(problem)) return version;
  if (problem) throw new WatchFailed(`The watch of ${found.plural} failed`, version, heard, problem);
  if (!heard && timers.now() - begun < shortestWatchMilliseconds)
    throw new WatchFailed(`The watch of ${found.plural} ended at once`, version, heard);
  return version;
}

function selector(labels: Record<string, string>): Record<string, string> {
  const text = Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  return text === '' ? {} : { labelSelector: text };
}

/** client-node's word for a watch on which nothing came. The wait was long enough: no backoff. */
const isIdleTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

const codeOf = (error: unknown): number | undefined =>
  z.object({ statusCode: z.number() }).safeParse(error).data?.statusCode ??
  (error instanceof ApiError ? error.code : undefined);
