import type { KubeConfig } from '@kubernetes/client-node';
import { HttpMethod, IsomorphicFetchHttpLibrary, RequestContext } from '@kubernetes/client-node';
import { z } from 'zod';
import { PluginError } from './plugin-error.ts';

/** The API server, as the user of the kubeconfig may use it. Paths begin with a slash. */
export interface Kube {
  /** What is at `path`, or null where nothing is. Throws PluginError. */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T | null>;
  /** The objects of a list. Throws PluginError. */
  list<T>(path: string, item: z.ZodType<T>): Promise<T[]>;
  create(path: string, object: object): Promise<void>;
  /** JSON merge patch (RFC 7396). */
  patch(path: string, change: object): Promise<void>;
  /** An answer that is no JSON: a log. */
  text(path: string): Promise<string>;
}

const TIMEOUT_MS = 30_000;
const statusBody = z.object({ message: z.string() });

/** Talks plain JSON, so that fields of a newer API than this program's are kept and none is turned into an object of a class. */
export function createKube(config: KubeConfig): Kube {
  const library = new IsomorphicFetchHttpLibrary();

  async function send(method: HttpMethod, path: string, body?: object): Promise<{ code: number; text: string }> {
    const server = config.getCurrentCluster()?.server;
    if (server === undefined)
      throw new PluginError(
        'The kubeconfig names no cluster: set KUBECONFIG, or write --kubeconfig FILE or --context NAME.',
      );
    const context = new RequestContext(`${server}${path}`, method);
    context.setHeaderParam('Accept', 'application/json');
    if (body !== undefined) {
      const type = method === HttpMethod.PATCH ? 'application/merge-patch+json' : 'application/json';
      context.setHeaderParam('Content-Type', type);
      context.setBody(JSON.stringify(body));
    }
    try {
      await config.applySecurityAuthentication(context);
      context.setSignal(AbortSignal.timeout(TIMEOUT_MS));
      const response = await library.send(context).toPromise();
      return { code: response.httpStatusCode, text: await response.body.text() };
    } catch (error) {
      throw new PluginError(
        `The cluster at ${server} does not answer (${innermost(error)}): is it up, and is the context right?`,
      );
    }
  }

  async function must(method: HttpMethod, path: string, body?: object): Promise<string> {
    const { code, text } = await send(method, path, body);
    if (code >= 300) throw refused(code, text);
    return text;
  }

  return {
    async get(path, schema) {
      const { code, text } = await send(HttpMethod.GET, path);
      if (code === 404) return null;
      if (code >= 300) throw refused(code, text);
      return schema.parse(json(text));
    },
    async list(path, item) {
      return z.object({ items: z.array(item) }).parse(json(await must(HttpMethod.GET, path))).items;
    },
    async create(path, object) {
      await must(HttpMethod.POST, path, object);
    },
    async patch(path, change) {
      await must(HttpMethod.PATCH, path, change);
    },
    text: (path) => must(HttpMethod.GET, path),
  };
}

function refused(code: number, text: string): PluginError {
  const said = statusBody.safeParse(json(text));
  const message = said.success ? said.data.message : `The API server answered ${String(code)}.`;
  const remedy = code === 403 ? ' Ask whoever runs the cluster for that right, or use another --context.' : '';
  return new PluginError(`${message}${remedy}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** fetch says only "fetch failed"; what failed is in its cause. */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? innermost(error.cause) : error.message;
}
