import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../runtime/index.ts';
import { chartFolder } from './places.ts';

const run = promisify(execFile);

/** helm's answer; a failure is its standard error. */
export async function helm(...args: string[]): Promise<{ ok: boolean; text: string }> {
  const program = process.env['SIDETRACK_TEST_HELM'] ?? 'helm';
  try {
    const { stdout } = await run(program, args, { maxBuffer: 32 * 2 ** 20 });
    return { ok: true, text: stdout };
  } catch (error) {
    return { ok: false, text: (error as { stderr: string }).stderr };
  }
}

/** What the chart makes of these arguments. A helm that was not built for a release does not know which Kubernetes it is for. */
export async function render(...args: string[]): Promise<KubernetesObject[]> {
  const { ok, text } = await helm(
    'template',
    'home',
    chartFolder,
    '--namespace',
    'system',
    '--kube-version',
    '1.35.4',
    ...args,
  );
  if (!ok) throw new Error(text);
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}

export const named = (objects: KubernetesObject[], kind: string, name?: string): KubernetesObject[] =>
  objects.filter((object) => object.kind === kind && (name === undefined || object.metadata?.name === name));
