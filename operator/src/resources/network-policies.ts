import type { KubernetesObject } from '@kubernetes/client-node';
import { MANAGED_BY } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { components } from './components.ts';
import type { Component } from './components.ts';
import { metadata } from './metadata.ts';
import { flows } from './network-flows.ts';
import { cnpgPods, componentAt, destination, listens, origin } from './network-places.ts';
import type { End, ExternalPorts, Peer } from './network-places.ts';

/** As the API has it: the client library's own type calls `from` something else, and it is sent as it stands here. */
export interface NetworkPolicy extends KubernetesObject {
  apiVersion: 'networking.k8s.io/v1';
  kind: 'NetworkPolicy';
  spec: {
    podSelector: { matchLabels: Record<string, string> };
    policyTypes: ('Ingress' | 'Egress')[];
    ingress?: { from?: Peer[]; ports: Port[] }[];
    egress?: { to?: Peer[]; ports: Port[] }[];
  };
}

interface Port {
  protocol: 'TCP' | 'UDP';
  port: number;
}

/**
 * Nobody in the installation speaks to anybody, and then one policy for each component allows what the table of flows allows. None where
 * spec.networkPolicy is off. They need a network that enforces them.
 */
export function networkPolicies(installation: Installation, external: ExternalPorts = {}): NetworkPolicy[] {
  if (!installation.spec.networkPolicy.enabled) return [];
  return [
    denyAll(installation),
    ...components(installation).map((component) => policyOf(installation, component, external)),
    ...(installation.spec.database.cnpg === undefined ? [] : [cnpgPolicy(installation)]),
  ];
}

function denyAll(installation: Installation): NetworkPolicy {
  return policy(installation, 'default-deny', {
    podSelector: {
      matchLabels: {
        'app.kubernetes.io/name': 'sidetrack',
        'app.kubernetes.io/instance': installation.name,
        'app.kubernetes.io/managed-by': MANAGED_BY,
      },
    },
    policyTypes: ['Ingress', 'Egress'],
  });
}

function policyOf(installation: Installation, component: Component, external: ExternalPorts): NetworkPolicy {
  const incoming = flows
    .filter(({ to }) => componentAt(installation, to) === component)
    .flatMap(({ from }): End[] => endOf(origin(installation, from), listens(component, from)));
  const outgoing = flows
    .filter(({ from }) => from === component)
    .flatMap(({ to }) => destination(installation, to, external) ?? []);
  return policy(installation, component, {
    podSelector: { matchLabels: installation.selector(component) },
    policyTypes: ['Ingress', 'Egress'],
    ingress: incoming.map(({ peers, ports }) => ({ ...(peers ? { from: [...peers] } : {}), ports: tcp(ports) })),
    egress: [
      ...outgoing.map(({ peers, ports }) => ({ ...(peers ? { to: [...peers] } : {}), ports: tcp(ports) })),
      ...(outgoing.length > 0 ? [nameServers(installation)] : []),
    ],
  });
}

/** CloudNativePG's pods are that operator's; only their incoming side is ours. It asks them on 8000, Prometheus on 9187. */
function cnpgPolicy(installation: Installation): NetworkPolicy {
  const clients = flows.filter(({ to }) => to === 'database').map(({ from }) => origin(installation, from));
  const peers = clients.flatMap((known) => (known === undefined || known === 'everybody' ? [] : known));
  return policy(installation, 'postgres', {
    podSelector: { matchLabels: cnpgPods(installation).podSelector?.matchLabels ?? {} },
    policyTypes: ['Ingress'],
    ingress: [
      { from: [...peers, cnpgPods(installation)], ports: tcp([5432]) },
      { from: [{ namespaceSelector: {} }], ports: tcp([8000, 9187]) },
    ],
  });
}

/** The name servers of the cluster: pods of its system's namespaces, the cache on each node, and what the spec names. */
function nameServers({ spec }: Installation): { to: Peer[]; ports: Port[] } {
  const systems = ['kube-system', 'openshift-dns'];
  const blocks = ['169.254.20.10/32', ...(spec.networkPolicy.nameServers ?? [])];
  return {
    to: [
      ...systems.map((name) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })),
      ...blocks.map((cidr) => ({ ipBlock: { cidr } })),
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
      // OpenShift's name servers listen here behind their Service.
      { protocol: 'UDP', port: 5353 },
      { protocol: 'TCP', port: 5353 },
    ],
  };
}

function policy(installation: Installation, name: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(installation, name),
    spec,
  };
}

function endOf(peers: readonly Peer[] | 'everybody' | undefined, ports: readonly number[]): End[] {
  if (peers === undefined || ports.length === 0) return [];
  return [peers === 'everybody' ? { ports } : { peers, ports }];
}

function tcp(ports: readonly number[]): Port[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}
