import type { KubernetesObject, V1PodSpec } from '@kubernetes/client-node';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** A namespace of the level `restricted` on the API server of SIDETRACK_TEST_KUBECONFIG. */
export interface RestrictedNamespace {
  readonly name: string;
  /** Runs kubectl; the words of a refusal are the error's message. */
  kubectl(args: readonly string[], objects?: readonly object[]): Promise<string>;
  remove(): Promise<void>;
}

export async function makeRestrictedNamespace(): Promise<RestrictedNamespace> {
  const name = `resources-${randomUUID().slice(0, 8)}`;
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
  await kubectl(['create', '-f', '-'], [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }]);
  return {
    name,
    kubectl,
    remove: async () => {
      await kubectl(['delete', 'namespace', name, '--wait=false']);
    },
  };
}

/** A pod for each object that makes pods, as it would make them. */
export function podsOf(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.flatMap((object) => {
    const spec = podSpecOf(object);
    if (spec === undefined) return [];
    const metadata = {
      name: `${object.kind?.toLowerCase()}-${object.metadata?.name}`,
      namespace: object.metadata?.namespace,
    };
    return [{ apiVersion: 'v1', kind: 'Pod', metadata, spec } as KubernetesObject];
  });
}

interface Template {
  template?: { spec?: V1PodSpec };
}

function podSpecOf(object: KubernetesObject): V1PodSpec | undefined {
  const { spec } = object as { spec?: Template & { jobTemplate?: { spec?: Template } } };
  return (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
}

function kubectl(args: readonly string[], objects: readonly object[] = []): Promise<string> {
  const env = { ...process.env, KUBECONFIG: process.env['SIDETRACK_TEST_KUBECONFIG'] };
  return new Promise((resolve, reject) => {
    const child = spawn(process.env['SIDETRACK_TEST_KUBECTL'] ?? 'kubectl', args, { env, stdio: 'pipe' });
    let [output, words] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (words += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output + words) : reject(new Error(words))));
    child.stdin.end(objects.length === 0 ? '' : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  });
}
