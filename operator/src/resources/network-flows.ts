import type { Component } from './components.ts';

/**
 * Where traffic comes from or goes to: a component's pods, or one of
 * - `database`, `cache`: the installation's own or an external one; the same for `temporal`, which is a component too
 * - `internet`: addresses outside of private networks, on 80 and 443
 * - `services`: the addresses in spec.services, wherever they are
 * - `google`, `model sources`: the internet, where the spec asks for sign-in with Google or for models to be fetched
 * - `visitors`: who may reach the site (spec.networkPolicy.ingressFrom, else everybody)
 * - `operator`: pods of SideTrack's operator in any namespace
 * - `prometheus`: pods of Prometheus in any namespace, where spec.monitoring asks for it
 */
export type Place =
  | Component
  | 'database'
  | 'cache'
  | 'internet'
  | 'services'
  | 'google'
  | 'model sources'
  | 'visitors'
  | 'operator'
  | 'prometheus';

export interface Flow {
  readonly from: Place;
  readonly to: Place;
  readonly why: string;
}

/**
 * Everything that may speak in an installation, and nothing else may. Who may reach anything may also ask the name servers.
 * Raw audio never leaves the cluster: what extracts reaches the database and Temporal alone.
 */
export const flows: readonly Flow[] = [
  { from: 'visitors', to: 'site', why: 'the dashboard is what people see' },
  { from: 'site', to: 'api', why: 'the site forwards /api' },
  { from: 'operator', to: 'api', why: 'pending work, listeners and versions at /internal/v1' },
  { from: 'prometheus', to: 'api', why: 'metrics' },
  { from: 'prometheus', to: 'worker-sidetrack', why: 'metrics' },
  { from: 'prometheus', to: 'worker-ingest', why: 'metrics' },
  { from: 'prometheus', to: 'worker-extract', why: 'metrics' },
  { from: 'prometheus', to: 'worker-extract-gpu', why: 'metrics' },
  { from: 'prometheus', to: 'worker-aggregate', why: 'metrics' },
  { from: 'prometheus', to: 'temporal', why: 'metrics' },
  { from: 'api', to: 'database', why: 'facts' },
  { from: 'api', to: 'cache', why: 'caches, limits, events' },
  { from: 'api', to: 'temporal', why: 'starts work' },
  { from: 'api', to: 'google', why: 'sign-in' },
  { from: 'api', to: 'internet', why: 'connects accounts at ListenBrainz and Last.fm, sends playlists' },
  { from: 'api', to: 'services', why: 'the same at other addresses' },
  { from: 'worker-sidetrack', to: 'database', why: 'due work' },
  { from: 'worker-sidetrack', to: 'temporal', why: 'workflows' },
  { from: 'worker-ingest', to: 'database', why: 'listens and metadata' },
  { from: 'worker-ingest', to: 'temporal', why: 'its queue' },
  { from: 'worker-ingest', to: 'internet', why: 'ListenBrainz, Last.fm, MusicBrainz' },
  { from: 'worker-ingest', to: 'services', why: 'the same at other addresses' },
  { from: 'worker-extract', to: 'database', why: 'what to measure, and features' },
  { from: 'worker-extract', to: 'temporal', why: 'its queue' },
  { from: 'worker-extract-gpu', to: 'database', why: 'what to measure, and features' },
  { from: 'worker-extract-gpu', to: 'temporal', why: 'its queue' },
  { from: 'worker-aggregate', to: 'database', why: 'scores, weeks, maps' },
  { from: 'worker-aggregate', to: 'temporal', why: 'its queue' },
  { from: 'migrate', to: 'database', why: 'migrations' },
  { from: 'models', to: 'model sources', why: 'fetches models' },
  { from: 'temporal', to: 'database', why: 'histories' },
  { from: 'temporal-schema', to: 'database', why: 'schemas' },
  { from: 'temporal-ui', to: 'temporal', why: 'shows runs' },
  { from: 'backup', to: 'database', why: 'pg_dump' },
  { from: 'restore', to: 'database', why: 'pg_restore' },
];
