import type { Installation } from '../sidetrack/installation.ts';

/** A dashboard of Grafana (schema 39) for one installation: requests and their time, which pods are up, Temporal's backlog. */
export function dashboard({ name, namespace }: Installation): object {
  const of = `namespace="${namespace}",service=~"${name}-.*"`;
  const panels: readonly Panel[] = [
    { title: 'Pods that answer', unit: 'none', expression: `sum by (app_kubernetes_io_component) (up{${of}})` },
    {
      title: 'Requests of the API',
      unit: 'reqps',
      expression: `sum by (route) (rate(sidetrack_api_request_duration_seconds_count{${of}}[5m]))`,
    },
    {
      title: 'Time of 95 % of the requests',
      unit: 's',
      expression: `histogram_quantile(0.95, sum by (le, route) (rate(sidetrack_api_request_duration_seconds_bucket{${of}}[5m])))`,
    },
    {
      title: 'Memory',
      unit: 'bytes',
      expression: `sum by (app_kubernetes_io_component) (process_resident_memory_bytes{${of}})`,
    },
    {
      title: 'Requests that Temporal refused',
      unit: 'reqps',
      expression: `sum by (error_type) (rate(service_errors{${of}}[5m]))`,
    },
  ];
  return {
    uid: `sidetrack-${namespace}-${name}`.slice(0, 40),
    title: `SideTrack ${namespace}/${name}`,
    tags: ['sidetrack'],
    schemaVersion: 39,
    timezone: 'browser',
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [{ name: 'source', label: 'Source', type: 'datasource', query: 'prometheus' }] },
    panels: panels.map(panelOf),
  };
}

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly expression: string;
}

/** Two a row. */
function panelOf({ title, unit, expression }: Panel, index: number): object {
  return {
    id: index + 1,
    type: 'timeseries',
    title,
    datasource: { type: 'prometheus', uid: '${source}' },
    gridPos: { h: 8, w: 12, x: (index % 2) * 12, y: Math.floor(index / 2) * 8 },
    fieldConfig: { defaults: { unit }, overrides: [] },
    targets: [{ refId: 'A', expr: expression, datasource: { type: 'prometheus', uid: '${source}' } }],
  };
}
