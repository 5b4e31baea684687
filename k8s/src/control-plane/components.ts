import { join } from 'node:path';

/** In the order in which they start. */
export const componentNames = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
export type ComponentName = (typeof componentNames)[number];

/** Where a control plane listens and which networks it hands out. */
export interface Addresses {
  /** Address on which the API server listens, and the one it names to others. */
  bind: string;
  advertise: string;
  ports: { etcd: number; etcdPeer: number; api: number; controllers: number; scheduler: number };
  podNetwork: string;
  serviceNetwork: string;
  /** Whether the Service `kubernetes` leads to the API server; it cannot from a loopback address. */
  reachableFromPods: boolean;
}

/** The arguments of a component; `pki` holds what `makePki` and `writeKubeconfig` made. */
export function componentArgs(name: ComponentName, addresses: Addresses, pki: string, data: string): string[] {
  return { etcd, 'kube-apiserver': apiServer, 'kube-controller-manager': controllers, 'kube-scheduler': scheduler }[
    name
  ](addresses, pki, data);
}

function etcd({ ports }: Addresses, _pki: string, data: string): string[] {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return [
    ...['--name=sidetrack-test', `--data-dir=${join(data, 'etcd')}`, '--log-level=warn'],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`],
    `--initial-cluster=sidetrack-test=${peer}`,
    // What a test wrote need not outlive the machine.
    '--unsafe-no-fsync',
  ];
}

function apiServer(addresses: Addresses, pki: string): string[] {
  const file = (name: string): string => join(pki, name);
  return [
    `--etcd-servers=http://127.0.0.1:${addresses.ports.etcd}`,
    `--bind-address=${addresses.bind}`,
    `--advertise-address=${addresses.advertise}`,
    `--secure-port=${addresses.ports.api}`,
    `--tls-cert-file=${file('apiserver.crt')}`,
    `--tls-private-key-file=${file('apiserver.key')}`,
    `--client-ca-file=${file('ca.crt')}`,
    `--kubelet-client-certificate=${file('kubelet-client.crt')}`,
    `--kubelet-client-key=${file('kubelet-client.key')}`,
    `--kubelet-certificate-authority=${file('ca.crt')}`,
    '--kubelet-preferred-address-types=InternalIP,Hostname',
    `--service-account-key-file=${file('service-accounts.pub')}`,
    `--service-account-signing-key-file=${file('service-accounts.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-cluster-ip-range=${addresses.serviceNetwork}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--allow-privileged=true',
    `--endpoint-reconciler-type=${addresses.reachableFromPods ? 'lease' : 'none'}`,
    '--shutdown-delay-duration=0s',
  ];
}

function controllers(addresses: Addresses, pki: string): string[] {
  return [
    ...asClient('kube-controller-manager', pki),
    `--secure-port=${addresses.ports.controllers}`,
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${join(pki, 'service-accounts.key')}`,
    `--root-ca-file=${join(pki, 'ca.crt')}`,
    `--cluster-signing-cert-file=${join(pki, 'ca.crt')}`,
    `--cluster-signing-key-file=${join(pki, 'ca.key')}`,
    '--allocate-node-cidrs=true',
    `--cluster-cidr=${addresses.podNetwork}`,
    `--service-cluster-ip-range=${addresses.serviceNetwork}`,
  ];
}

function scheduler(addresses: Addresses, pki: string): string[] {
  return [...asClient('kube-scheduler', pki), `--secure-port=${addresses.ports.scheduler}`];
}

function asClient(name: ComponentName, pki: string): string[] {
  const kubeconfig = join(pki, `${name}.kubeconfig`);
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    '--leader-elect=false',
  ];
}
