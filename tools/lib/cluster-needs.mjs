import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureTestImages, imageNeeds } from '../images/test-images.mjs';
import { root } from './places.mjs';
import { which } from './run.mjs';
import { say, step } from './steps.mjs';
import { canInstall, installWithApt } from './test-needs.mjs';

/** What a node that runs containers is made of, as Debian names it. */
const nodeNeeds = [
  { name: 'containerd', programs: ['containerd'] },
  { name: 'runc', programs: ['runc'] },
  { name: 'containernetworking-plugins', files: ['/usr/lib/cni/bridge', '/opt/cni/bin/bridge'] },
  { name: 'iptables', programs: ['iptables'] },
  { name: 'conntrack', programs: ['conntrack'] },
  { name: 'iproute2', programs: ['ip'] },
  { name: 'util-linux', programs: ['nsenter'] },
  ...imageNeeds,
];

/**
 * What the cluster tests need: Kubernetes and Helm, built once, and for the real node Debian's container packages. Where it cannot be
 * had, the part is skipped and the reason said.
 * @param {string[]} parts
 * @returns {Promise<{environment: Record<string, string>, skipped: Record<string, string>}>} skipped: reason by part
 */
export async function ensureClusterNeeds(parts) {
  const environment = {};
  const skipped = {};
  if (parts.includes('cluster')) Object.assign(environment, await clusterToUse(parts, skipped));
  if (parts.includes('node')) {
    const reason = await nodeObstacle();
    if (reason) skipped.node = reason;
    else {
      await ensureClusterPrograms(true);
      environment.SIDETRACK_TEST_IMAGES = JSON.stringify(await ensureTestImages());
    }
  }
  for (const [part, reason] of Object.entries(skipped)) say(`○ ${part} tests are skipped: ${reason}`);
  return { environment, skipped };
}

/** A cluster that somebody works with is only taken when cluster tests were asked for by name. */
async function clusterToUse(parts, skipped) {
  const given = process.env.KUBECONFIG;
  if (given && parts.length <= 2) {
    say(`  The cluster tests use the cluster of KUBECONFIG (${given}).`);
    return { SIDETRACK_TEST_KUBECONFIG: given };
  }
  if (given) say('  KUBECONFIG is not used here: `npm run test:cluster` runs the cluster tests on that cluster.');
  if (process.platform === 'win32') skipped.cluster = 'Kubernetes has no API server for Windows; use WSL.';
  else if (!which('go') && !process.env.KUBEBUILDER_ASSETS && !(await isBuilt()))
    skipped.cluster =
      'Kubernetes is built with Go, and there is none: install Go 1.26 or later (https://go.dev/dl), or name the folder of its programs with KUBEBUILDER_ASSETS or a cluster with KUBECONFIG.';
  else await ensureClusterPrograms(false);
  return {};
}

/** Builds what a control plane is made of, and what its tests use; with a node, also what that takes. */
export async function ensureClusterPrograms(withNode) {
  const { ensurePrograms, kubernetesFolder } = await programs();
  if (!withNode) await kubernetesFolder(step);
  const ofNode = ['kubernetes', 'coredns', 'network-policy-agent'];
  await ensurePrograms(['helm', 'kwok', 'node-tools', ...(withNode ? ofNode : [])], step);
}

/**
 * Why there can be no real node here, in a sentence, or undefined. What can be installed is.
 * @returns {Promise<string | undefined>}
 */
export async function nodeObstacle() {
  if (process.platform !== 'linux') return `a real node needs Linux, and this is ${process.platform}.`;
  if (process.getuid() !== 0)
    return 'a real node needs root (network and mount namespaces): run the same command as root.';
  // Root of a container often may not.
  if (spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', 'true'], { timeout: 10_000 }).status !== 0)
    return 'a real node needs network, mount and process namespaces of its own, and this root may not make any.';
  const missing = nodeNeeds.filter((need) => !isThere(need));
  if (missing.length > 0 && !canInstall())
    return `a real node needs ${missing.map(({ name }) => name).join(', ')}: install what is missing.`;
  if (missing.length > 0) await installWithApt(missing);
  if (!which('go') && !(await isBuilt())) return 'the node is built with Go, and there is none: https://go.dev/dl.';
  return undefined;
}

function isThere({ programs: names = [], files = [] }) {
  return names.some(which) || files.some((file) => existsSync(file));
}

async function isBuilt() {
  const { isCached } = await programs();
  return isCached('kubernetes');
}

/** Built by the set-up, so that this tool runs with any Node. */
function programs() {
  return import(join(root, 'k8s', 'dist', 'index.js'));
}
