import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The networks of one cluster on this machine; the index keeps those of several apart. */
export interface Network {
  /** The pair of virtual network cards that joins the machine with the cluster. */
  link: string;
  /** The machine, and the node, as each sees the other. */
  hostAddress: string;
  nodeAddress: string;
  nodeNetwork: string;
  podNetwork: string;
  serviceNetwork: string;
  /** The first address of the Services is the API server's, this one the names'. */
  apiService: string;
  dnsService: string;
}

export function networkOf(index: number): Network {
  return {
    link: `sidetrack-${index}`,
    hostAddress: `10.201.${index}.1`,
    nodeAddress: `10.201.${index}.2`,
    nodeNetwork: `10.201.${index}.0/24`,
    podNetwork: `10.202.${index}.0/24`,
    serviceNetwork: `10.203.${index}.0/24`,
    apiService: `10.203.${index}.1`,
    dnsService: `10.203.${index}.10`,
  };
}

/** The first index, from this one on, whose networks nothing on this machine uses. */
export async function freeIndex(from: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ip', ['-4', 'route', 'show', 'table', 'all']);
  for (let index = from; index < 256; index++) {
    const { nodeNetwork, podNetwork, serviceNetwork } = networkOf(index);
    if (![nodeNetwork, podNetwork, serviceNetwork].some((network) => stdout.includes(network))) return index;
  }
  throw new Error(
    'Every network from 10.201.0.0/24 to 10.201.255.0/24 is in use: remove a cluster that is not needed.',
  );
}

/** Joins the machine with the cluster; what is made here goes when the cluster's network namespace does. */
export async function connect(network: Network, pid: number): Promise<void> {
  const ip = (...args: string[]): Promise<unknown> => promisify(execFile)('ip', args);
  const inside = (...args: string[]): Promise<unknown> =>
    promisify(execFile)('nsenter', ['-t', String(pid), '-n', '--', ...args]);
  await ip('link', 'add', network.link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(pid));
  await ip('address', 'add', `${network.hostAddress}/24`, 'dev', network.link);
  await ip('link', 'set', network.link, 'up');
  await inside('ip', 'link', 'set', 'lo', 'up');
  await inside('ip', 'address', 'add', `${network.nodeAddress}/24`, 'dev', 'eth0');
  await inside('ip', 'link', 'set', 'eth0', 'up');
  await inside('ip', 'route', 'add', 'default', 'via', network.hostAddress);
  await inside('sysctl', '-q', '-w', 'net.ipv4.ip_forward=1');
  // So that a test reaches pods and Services by their own addresses.
  for (const behind of [network.podNetwork, network.serviceNetwork])
    await ip('route', 'add', behind, 'via', network.nodeAddress, 'dev', network.link);
}
