import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from '../node/start.ts';
import { ensurePrograms } from '../programs/ensure.ts';
import { keepRunning } from './running.ts';

/**
 * Set-up of the tests on a real node: one cluster for the whole run. Exports SIDETRACK_TEST_NODE, which `testNode()` reads, and
 * SIDETRACK_TEST_HELM.
 */
export default async function start(): Promise<void> {
  if (process.env['SIDETRACK_TEST_SKIPPED']) {
    // Files that look at the cluster when they are loaded are to be loaded, so that their tests are counted.
    process.env['SIDETRACK_TEST_NODE'] = JSON.stringify({ folder: '', index: 0, pid: 0, kubectl: '' });
    return;
  }
  const { helm } = await ensurePrograms(['helm']);
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-node-'));
  const node = await startNode({ folder });
  keepRunning(async () => {
    if (process.env['SIDETRACK_TEST_KEEP']) await cp(join(folder, 'logs'), `${folder}-logs`, { recursive: true });
    await node.stop();
  });
  process.env['SIDETRACK_TEST_HELM'] = helm;
  process.env['SIDETRACK_TEST_NODE'] = JSON.stringify(node.attachment);
}
