import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { attachNode, type Attachment, type Kubectl, type TestNode } from '@sidetrack/k8s';
import { freePort, waitUntil } from '../../e2e/support/installation.ts';

/** An object of the cluster as JSON has it; tests look at a few members of it. */
export interface Live {
  metadata: {
    name: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    labels?: Record<string, string>;
    creationTimestamp: string;
  };
  spec?: Record<string, never>;
  status?: {
    conditions?: { type: string; status: string; reason: string; message: string; observedGeneration?: number }[];
    [key: string]: unknown;
  };
}

/** The running test cluster as tests use it. */
export interface Cluster extends TestNode {
  helm(args: readonly string[]): Promise<string>;
  /** Imports the product's and the third parties' images once. */
  loadImages(): Promise<void>;
  get(kind: string, name: string, namespace: string): Promise<Live | null>;
  list(kind: string, namespace: string, selector?: string): Promise<Live[]>;
  apply(objects: readonly object[]): Promise<void>;
  /** Address of a Service as this machine reaches it, for example http://10.203.0.7:8080. */
  serviceUrl(namespace: string, name: string): Promise<string>;
  /** A way to a Service that NetworkPolicies keep from everybody, as `kubectl port-forward` gives it to administrators. */
  forward(namespace: string, service: string, port: number): Promise<{ url: string; stop(): void }>;
  /** What a pod's containers wrote, for messages of failed tests. */
  describe(namespace: string): Promise<string>;
}

/** The cluster that the suite's set-up started. */
export function testCluster(): Cluster {
  const attachment = JSON.parse(process.env['SIDETRACK_TEST_NODE'] ?? 'null') as Attachment | null;
  if (attachment === null) throw new Error('The suite `node` has started no cluster.');
  const node = attachNode(attachment);
  const json = async (args: readonly string[]): Promise<unknown> =>
    JSON.parse(await node.kubectl([...args, '-o', 'json']));
  return {
    ...node,
    helm: (args) => helm(args, node.kubeconfig),
    loadImages: () => loadImages(node),
    get: async (kind, name, namespace) => {
      const text = await node.kubectl(['get', kind, name, '-n', namespace, '--ignore-not-found', '-o', 'json']);
      return text.trim() === '' ? null : (JSON.parse(text) as Live);
    },
    list: async (kind, namespace, selector) => {
      const found = await json(['get', kind, '-n', namespace, ...(selector === undefined ? [] : ['-l', selector])]);
      return (found as { items: Live[] }).items;
    },
    apply: async (objects) => {
      const list = { apiVersion: 'v1', kind: 'List', items: objects };
      await node.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], JSON.stringify(list));
    },
    serviceUrl: async (namespace, name) => {
      const { spec } = (await json(['get', 'service', name, '-n', namespace])) as {
        spec: { clusterIP: string; ports: { port: number }[] };
      };
      return `http://${spec.clusterIP}:${spec.ports[0]!.port}`;
    },
    forward: (namespace, service, port) => forward(node, { namespace, service, port }),
    describe: (namespace) => describe(node.kubectl, namespace),
  };
}

/** Value of a condition, and its reason and message in one line for messages of failed tests. */
export function conditionOf(object: Live | null, type: string): { status: string; reason: string; message: string } {
  const found = object?.status?.conditions?.find((condition) => condition.type === type);
  return found ?? { status: 'Unknown', reason: 'Absent', message: '' };
}

async function helm(args: readonly string[], kubeconfig: string): Promise<string> {
  const program = process.env['SIDETRACK_TEST_HELM'] ?? 'helm';
  const { stdout } = await promisify(execFile)(program, args, { env: { ...process.env, KUBECONFIG: kubeconfig } });
  return stdout;
}

async function loadImages(node: TestNode): Promise<void> {
  const images = JSON.parse(process.env['SIDETRACK_TEST_IMAGES'] ?? '[]') as { name: string; tar: string }[];
  if (images.length === 0) throw new Error('SIDETRACK_TEST_IMAGES names no images: run the suite through `npm test`.');
  for (const archive of new Set(images.map(({ tar }) => tar))) await node.loadImage(archive);
}

async function forward(
  node: TestNode,
  { namespace, service, port }: { namespace: string; service: string; port: number },
): Promise<{ url: string; stop(): void }> {
  const local = await freePort();
  const { kubectl } = JSON.parse(process.env['SIDETRACK_TEST_NODE']!) as Attachment;
  const child: ChildProcess = spawn(
    kubectl,
    ['port-forward', '-n', namespace, `service/${service}`, `${local}:${port}`, '--address', '127.0.0.1'],
    { env: { ...process.env, KUBECONFIG: node.kubeconfig }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += String(chunk)));
  child.stderr?.on('data', (chunk: Buffer) => (said += String(chunk)));
  await waitUntil(() => Promise.resolve(said.includes('Forwarding from')), {
    seconds: 30,
    what: () => `kubectl port-forward to ${service}; it said: ${said}`,
    everyMs: 50,
  });
  return { url: `http://127.0.0.1:${local}`, stop: () => void child.kill('SIGTERM') };
}

async function describe(kubectl: Kubectl, namespace: string): Promise<string> {
  const parts = await Promise.all(
    [
      ['get', 'sidetracks,tenants,pods,jobs,deployments,statefulsets,pvc', '-n', namespace, '-o', 'wide'],
      [
        'get',
        'sidetracks',
        '-n',
        namespace,
        '-o',
        'jsonpath={range .items[*].status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\\n"}{end}',
      ],
      ['get', 'events', '-n', namespace, '--sort-by=.lastTimestamp', '--field-selector=type=Warning'],
    ].map((args) => kubectl(args).catch((error: unknown) => String(error))),
  );
  return parts.join('\n');
}
