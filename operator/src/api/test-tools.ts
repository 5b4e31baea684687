import { KubeConfig } from '@kubernetes/client-node';
import { randomUUID } from 'node:crypto';
import type { RequestOptions } from 'node:https';
import { Agent, request } from 'node:https';
import { makeCrds } from './crds.ts';
import { API_VERSION, GROUP, VERSION } from './names.ts';

/** What the API server answered, as it is. */
export interface Answer {
  code: number;
  body: {
    message?: string;
    details?: { causes?: { field?: string; message: string }[] };
    metadata?: { name: string; resourceVersion: string; generation: number };
    spec?: Record<string, unknown>;
    status?: Record<string, unknown>;
    [key: string]: unknown;
  };
}

/** A namespace of the real API server, with SideTrack's CRDs. */
export interface TestNamespace {
  name: string;
  /** `path` is below the namespace and group of SideTrack, such as `sidetracks/home/status`. */
  send: (method: string, path: string, body?: object, query?: string) => Promise<Answer>;
  remove: () => Promise<void>;
}

/** Makes a namespace in the cluster of SIDETRACK_TEST_KUBECONFIG, with the CRDs as they are in the sources. */
export async function makeNamespace(): Promise<TestNamespace> {
  const name = `types-${randomUUID().slice(0, 8)}`;
  await installCrds();
  await must('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  return {
    name,
    send: (method, path, body, query = '') =>
      ask(method, `/apis/${GROUP}/${VERSION}/namespaces/${name}/${path}${query}`, body),
    remove: async () => {
      await must('DELETE', `/api/v1/namespaces/${name}`);
    },
  };
}

/** Every file of tests does this, each with the same content, so that it does not matter which comes first. */
export async function installCrds(): Promise<void> {
  for (const crd of makeCrds()) {
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crd.metadata.name}`;
    await must('PATCH', `${path}?fieldManager=sidetrack-tests&force=true`, crd);
  }
  const kinds = makeCrds().map(({ spec }) => spec.names['plural']);
  for (let attempt = 0; attempt < 200; attempt++) {
    const answers = await Promise.all(
      kinds.map((plural) => ask('GET', `/apis/${API_VERSION}/${String(plural)}?limit=1`)),
    );
    if (answers.every(({ code }) => code === 200)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The CRDs were not served within 10 s.');
}

/** The sentences of a refusal, a rule each, without the value that they speak of. */
export function sentences({ body }: Answer): string[] {
  const causes = body.details?.causes ?? [];
  return causes.map(({ message }) =>
    message.replace(/^(Invalid|Duplicate|Unsupported) value(: ("(\\.|[^"\\])*"|\S+))?: /, ''),
  );
}

async function must(method: string, path: string, body?: object): Promise<void> {
  const { code, body: answer } = await ask(method, path, body);
  if (code >= 300) throw new Error(`${method} ${path}: ${code} ${answer.message ?? ''}`);
}

/** Any request to the API server, as its administrator. */
export async function ask(method: string, path: string, body?: object): Promise<Answer> {
  const { server, agent } = await connection();
  const headers = { 'content-type': contentType(method), accept: 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, server), { method, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ code: response.statusCode ?? 0, body: bodyOf(text) });
      });
    });
    call.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A path that is not served (yet) is answered in plain words. */
function bodyOf(text: string): Answer['body'] {
  return text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : { message: text };
}

let known: Promise<{ server: string; agent: Agent }> | undefined;
function connection(): Promise<{ server: string; agent: Agent }> {
  return (known ??= connect());
}

async function connect(): Promise<{ server: string; agent: Agent }> {
  const config = new KubeConfig();
  config.loadFromFile(process.env['SIDETRACK_TEST_KUBECONFIG'] ?? '');
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, rejectUnauthorized } = options;
  return {
    server: config.getCurrentCluster()?.server ?? '',
    agent: new Agent({ ca, cert, key, rejectUnauthorized, keepAlive: true }),
  };
}

function contentType(method: string): string {
  return method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json';
}
