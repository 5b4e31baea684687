import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane } from '../control-plane/start.ts';
import { ensurePrograms, which } from '../programs/ensure.ts';
import { kubernetesFolder } from '../programs/kubernetes-folder.ts';
import { keepRunning } from './running.ts';

/**
 * Set-up of the tests that need an API server: a control plane in a temporary folder for the whole run, or the cluster that
 * SIDETRACK_TEST_KUBECONFIG names. Exports SIDETRACK_TEST_KUBECONFIG, SIDETRACK_TEST_KUBECTL and SIDETRACK_TEST_HELM.
 */
export default async function start(): Promise<void> {
  if (process.env['SIDETRACK_TEST_SKIPPED']) return;
  const { helm } = await ensurePrograms(['helm', 'kwok', 'node-tools']);
  process.env['SIDETRACK_TEST_HELM'] = helm;
  if (process.env['SIDETRACK_TEST_KUBECONFIG']) {
    process.env['SIDETRACK_TEST_KUBECTL'] ??= which('kubectl') ?? join(await kubernetesFolder(), 'kubectl');
    return;
  }
  const programs = await kubernetesFolder();
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-control-plane-'));
  const controlPlane = await startControlPlane({ folder, programs });
  keepRunning(async () => {
    await controlPlane.stop();
    if (!process.env['SIDETRACK_TEST_KEEP']) await rm(folder, { recursive: true, force: true });
  });
  process.env['SIDETRACK_TEST_KUBECONFIG'] = controlPlane.kubeconfig;
  process.env['SIDETRACK_TEST_KUBECTL'] = join(programs, 'kubectl');
}
