import type { V1ConfigMap, V1Service } from '@kubernetes/client-node';
import type { KubernetesObject } from '../runtime/index.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { dashboard } from './dashboard.ts';
import { metadata } from './metadata.ts';
import { PROBE_PORT } from './probe-port.ts';

/** The part of `monitoring.coreos.com/v1` ServiceMonitor that SideTrack uses (prometheus-operator 0.85). */
export interface ServiceMonitor extends KubernetesObject {
  apiVersion: 'monitoring.coreos.com/v1';
  kind: 'ServiceMonitor';
  spec: {
    selector: { matchLabels: Record<string, string> };
    endpoints: { port: string; path: string; interval: string }[];
    podTargetLabels: string[];
  };
}

/** The metrics of the API and of every worker: those pods of the installation that have a port for them. */
export function metricsService(installation: Installation): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(installation, 'metrics'),
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: everyPod(installation),
      ports: [{ name: 'metrics', port: PROBE_PORT, targetPort: 'probes', protocol: 'TCP' }],
    },
  };
}

/** Lets prometheus-operator's Prometheus read the metrics of the product and of the embedded Temporal. */
export function serviceMonitor(installation: Installation): ServiceMonitor {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata(installation, 'metrics'),
    spec: {
      selector: { matchLabels: everyPod(installation) },
      endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s' }],
      podTargetLabels: ['app.kubernetes.io/component', 'app.kubernetes.io/version'],
    },
  };
}

/** A dashboard that Grafana's sidecar picks up by its label. */
export function dashboardConfigMap(installation: Installation): V1ConfigMap {
  const about = metadata(installation, 'dashboard');
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...about, labels: { ...about.labels, grafana_dashboard: '1' } },
    data: {
      [`sidetrack-${installation.namespace}-${installation.name}.json`]: JSON.stringify(dashboard(installation)),
    },
  };
}

function everyPod({ name }: Installation): Record<string, string> {
  return { 'app.kubernetes.io/name': 'sidetrack', 'app.kubernetes.io/instance': name };
}
