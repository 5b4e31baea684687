import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from './network.ts';

export const PAUSE_IMAGE = 'localhost/sidetrack/pause:1';
const OVERLAY = 0x794c7630;

/** Pods are joined by routes, not by a bridge: every packet between two of them passes the node's rules. */
export function cniConfig({ podNetwork }: Network, folder: string): string {
  return JSON.stringify({
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'ptp',
        ipMasq: true,
        ipam: {
          type: 'host-local',
          dataDir: join(folder, 'addresses'),
          ranges: [[{ subnet: podNetwork }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  });
}

/** containerd's configuration; 2.x names its parts differently from 1.x. */
export function containerdConfig(folder: string, plugins: string, major: number): string {
  // One overlay cannot lie on another, as where this runs in a container itself.
  const snapshotter = statfsSync(folder).type === OVERLAY ? 'native' : 'overlayfs';
  const modern = major >= 2;
  const runtime = modern ? 'io.containerd.cri.v1.runtime' : 'io.containerd.grpc.v1.cri';
  return `
version = ${modern ? 3 : 2}
root = "${folder}/containerd"
state = "/run/containerd"
[grpc]
address = "${socket}"
${
  modern
    ? `[plugins."io.containerd.cri.v1.images"]
snapshotter = "${snapshotter}"
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "${PAUSE_IMAGE}"
`
    : ''
}[plugins."${runtime}"]
${modern ? '' : `sandbox_image = "${PAUSE_IMAGE}"`}
restrict_oom_score_adj = true
disable_apparmor = true
[plugins."${runtime}".cni]
${modern ? `bin_dirs = ["${plugins}"]` : `bin_dir = "${plugins}"`}
conf_dir = "${folder}/cni"
[plugins."${runtime}".containerd]
${modern ? '' : `snapshotter = "${snapshotter}"`}
default_runtime_name = "runc"
[plugins."${runtime}".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
`;
}

/** Where containerd listens, as seen from inside: /run there is the cluster's own. */
export const socket = '/run/containerd/containerd.sock';

export function kubeletConfig(network: Network, folder: string): string {
  const pki = join(folder, 'pki');
  return JSON.stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: join(pki, 'ca.crt') },
    },
    authorization: { mode: 'Webhook' },
    tlsCertFile: join(pki, 'kubelet.crt'),
    tlsPrivateKeyFile: join(pki, 'kubelet.key'),
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${network.link}`,
    failCgroupV1: false,
    failSwapOn: false,
    containerRuntimeEndpoint: `unix://${socket}`,
    clusterDNS: [network.dnsService],
    clusterDomain: 'cluster.local',
    resolvConf: join(folder, 'resolv.conf'),
    volumePluginDir: join(folder, 'plugins'),
    nodeStatusUpdateFrequency: '5s',
    syncFrequency: '10s',
    // An image that is loaded stays, and a full disk of the machine is not the cluster's business.
    imageMinimumGCAge: '1000h',
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'memory.available': '100Mi' },
  });
}
