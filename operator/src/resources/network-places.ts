import type { Installation } from '../sidetrack/installation.ts';
import { API_PORT } from './api.ts';
import { components } from './components.ts';
import type { Component } from './components.ts';
import { POSTGRES_PORT } from './database.ts';
import type { Place } from './network-flows.ts';
import { PROBE_PORT } from './probe-port.ts';
import { REDIS_PORT } from './redis.ts';
import { SITE_PORT } from './site.ts';
import { TEMPORAL_METRICS_PORT, TEMPORAL_PORT } from './temporal-config.ts';

/** One end of what is allowed. `peers` absent means every address; no ports means that nothing is allowed. */
export interface End {
  readonly peers?: readonly Peer[];
  readonly ports: readonly number[];
}

export interface Peer {
  podSelector?: { matchLabels: Record<string, string> };
  namespaceSelector?: { matchLabels?: Record<string, string> };
  ipBlock?: { cidr: string; except?: string[] };
}

/** Ports of external servers, where their Secrets name others than the usual ones. */
export interface ExternalPorts {
  readonly database?: number;
  readonly cache?: number;
}

/** What somebody who may reach `place` may open; undefined where this installation has no such place. */
export function destination(installation: Installation, place: Place, external: ExternalPorts): End | undefined {
  return destinations[place]?.(installation, external);
}

/** Who somebody at `place` is, to the one that is reached; undefined where this installation has no such place. */
export function origin(installation: Installation, place: Place): readonly Peer[] | 'everybody' | undefined {
  const { networkPolicy, monitoring } = installation.spec;
  switch (place) {
    case 'visitors':
      return networkPolicy.ingressFrom?.map(peerOf) ?? 'everybody';
    case 'operator':
      return [
        { namespaceSelector: {}, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'sidetrack-operator' } } },
      ];
    case 'prometheus':
      if (!monitoring.enabled) return undefined;
      return [{ namespaceSelector: {}, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } } }];
    default:
      return isComponent(installation, place) ? [podsOf(installation, place)] : undefined;
  }
}

/** The component whose pods stand at this place; undefined for places outside and for what others run. */
export function componentAt(installation: Installation, place: Place): Component | undefined {
  const { database, cache } = installation.spec;
  if (place === 'database') return database.embedded === undefined ? undefined : 'postgres';
  if (place === 'cache') return cache.enabled && cache.external === undefined ? 'redis' : undefined;
  return isComponent(installation, place) ? place : undefined;
}

/** Where a component listens, for each of those who reach it. */
export function listens(component: Component, from: Place): readonly number[] {
  if (from === 'prometheus') return [component === 'temporal' ? TEMPORAL_METRICS_PORT : PROBE_PORT];
  return listening[component] ?? [];
}

export function podsOf(installation: Installation, component: Component): Peer {
  return { podSelector: { matchLabels: installation.selector(component) } };
}

/** The label that CloudNativePG puts on a Cluster's pods. */
export function cnpgPods(installation: Installation): Peer {
  return { podSelector: { matchLabels: { 'cnpg.io/cluster': installation.childName('postgres') } } };
}

const listening: Partial<Record<Component, readonly number[]>> = {
  api: [API_PORT],
  site: [SITE_PORT],
  postgres: [POSTGRES_PORT],
  redis: [REDIS_PORT],
  temporal: [TEMPORAL_PORT],
};

const destinations: Partial<Record<Place, (installation: Installation, external: ExternalPorts) => End | undefined>> = {
  database: (installation, external) =>
    installation.spec.database.external === undefined
      ? { peers: [databasePods(installation)], ports: [POSTGRES_PORT] }
      : { ports: [external.database ?? POSTGRES_PORT] },
  cache: (installation, external) => {
    const { cache } = installation.spec;
    if (!cache.enabled) return undefined;
    if (cache.external !== undefined) return { ports: [external.cache ?? REDIS_PORT] };
    return { peers: [podsOf(installation, 'redis')], ports: [REDIS_PORT] };
  },
  temporal: (installation) => {
    const { external } = installation.spec.temporal;
    if (external !== undefined) return { ports: [portOf(`tcp://${external.address}`)] };
    return { peers: [podsOf(installation, 'temporal')], ports: [TEMPORAL_PORT] };
  },
  api: (installation) => ({ peers: [podsOf(installation, 'api')], ports: [API_PORT] }),
  internet: () => internet,
  google: ({ spec }) => (spec.auth?.google === undefined ? undefined : internet),
  services: ({ spec: { services } }) =>
    anywhere([services.listenbrainzUrl, services.musicbrainzUrl, services.lastfmUrl]),
  'model sources': ({ spec: { models } }) =>
    anywhere(models.items.map(({ source }) => (source === 'bundled' ? undefined : source))),
};

/** Neither private networks nor the cloud's metadata service (169.254.169.254). */
const internet: End = {
  peers: [
    {
      ipBlock: {
        cidr: '0.0.0.0/0',
        except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
      },
    },
    { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
  ],
  ports: [80, 443],
};

function databasePods(installation: Installation): Peer {
  return installation.spec.database.cnpg === undefined ? podsOf(installation, 'postgres') : cnpgPods(installation);
}

function isComponent(installation: Installation, place: Place): place is Component {
  return components(installation).some((component) => component === place);
}

/** Addresses that the administrator wrote may lie in the cluster: their ports are open to all of it. */
function anywhere(urls: readonly (string | undefined)[]): End | undefined {
  const ports = new Set(urls.filter((url) => url !== undefined).map(portOf));
  return ports.size === 0 ? undefined : { ports: [...ports].sort((one, other) => one - other) };
}

function portOf(address: string): number {
  const { protocol, port } = new URL(address);
  if (port !== '') return Number(port);
  return protocol === 'http:' ? 80 : 443;
}

function peerOf(given: {
  namespaceSelector?: { matchLabels?: Record<string, string> | undefined } | undefined;
  podSelector?: { matchLabels?: Record<string, string> | undefined } | undefined;
}): Peer {
  return {
    ...(given.namespaceSelector === undefined ? {} : { namespaceSelector: selectorOf(given.namespaceSelector) }),
    ...(given.podSelector === undefined ? {} : { podSelector: selectorOf(given.podSelector) }),
  };
}

function selectorOf({ matchLabels }: { matchLabels?: Record<string, string> | undefined }): {
  matchLabels: Record<string, string>;
} {
  return { matchLabels: matchLabels ?? {} };
}
