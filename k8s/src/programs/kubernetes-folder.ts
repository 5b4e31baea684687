import { dirname, resolve } from 'node:path';
import { ensurePrograms, type Step } from './ensure.ts';

/** The folder with etcd, kube-apiserver and kubectl: the one of KUBEBUILDER_ASSETS, else the one that this project builds. */
export async function kubernetesFolder(step?: Step): Promise<string> {
  const given = process.env['KUBEBUILDER_ASSETS'];
  if (given) return resolve(given);
  const { kubernetes } = await ensurePrograms(['kubernetes'], step);
  return dirname(kubernetes);
}
