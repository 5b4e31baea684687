import type { V1ConfigMap, V1Deployment, V1EnvVar, V1Service } from '@kubernetes/client-node';
import { hash8 } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import type { DatabaseEndpoint } from './database.ts';
import { metadata } from './metadata.ts';
import { grpcProbe, resourcesOf, restrictedPod } from './pod-defaults.ts';
import { CONFIG_ANNOTATION } from './product-pod.ts';
import {
  PASSWORD_VARIABLE,
  TEMPORAL_CONFIG_PATH,
  TEMPORAL_METRICS_PORT,
  TEMPORAL_PORT,
  temporalConfig,
  temporalDynamicConfig,
} from './temporal-config.ts';

/** The user `temporal` of the public images. */
export const TEMPORAL_USER = 1000;

const HEALTH_SERVICE = 'temporal.api.workflowservice.v1.WorkflowService';

/** The server's files; null with an external Temporal. */
export function temporalConfigMap(installation: Installation, database: DatabaseEndpoint): V1ConfigMap | null {
  if (installation.spec.temporal.embedded === undefined) return null;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(installation, 'temporal'),
    data: { 'server.yaml': temporalConfig(installation, database), 'dynamic.yaml': temporalDynamicConfig() },
  };
}

/**
 * The real Temporal server, all its roles in one pod; null with an external Temporal. One replica, and the old one goes first: what it
 * holds is in PostgreSQL, and workers wait while it starts.
 */
export function temporalDeployment(
  installation: Installation,
  database: DatabaseEndpoint,
  replicas: 0 | 1,
): V1Deployment | null {
  const { temporal, image } = installation.spec;
  if (temporal.embedded === undefined) return null;
  const config = hash8(temporalConfig(installation, database));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(installation, 'temporal'),
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: installation.selector('temporal') },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels: installation.labels('temporal'), annotations: { [CONFIG_ANNOTATION]: config } },
        spec: restrictedPod({
          user: TEMPORAL_USER,
          serviceAccountName: installation.childName('temporal'),
          graceSeconds: 30,
          pullSecrets: image.pullSecrets,
          containers: [
            {
              name: 'temporal',
              image: temporal.embedded.images.server,
              imagePullPolicy: image.pullPolicy,
              command: [
                'temporal-server',
                '--config-file',
                `${TEMPORAL_CONFIG_PATH}/server.yaml`,
                '--allow-no-auth',
                'start',
              ],
              env: [temporalPasswordVariable(installation, PASSWORD_VARIABLE), ...identity],
              ports: ports(installation).map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
              resources: resourcesOf(temporal.embedded.resources, {
                cpu: '100m',
                memory: '256Mi',
                memoryLimit: '1Gi',
              }),
              startupProbe: grpcProbe(TEMPORAL_PORT, HEALTH_SERVICE, { everySeconds: 1, failures: 120 }),
              livenessProbe: grpcProbe(TEMPORAL_PORT, HEALTH_SERVICE, { everySeconds: 10, failures: 6 }),
              readinessProbe: grpcProbe(TEMPORAL_PORT, HEALTH_SERVICE),
              volumeMounts: [{ name: 'config', mountPath: TEMPORAL_CONFIG_PATH, readOnly: true }],
            },
          ],
          volumes: [{ name: 'config', configMap: { name: installation.childName('temporal') } }],
        }),
      },
    },
  };
}

/** The front end; null with an external Temporal. */
export function temporalService(installation: Installation): V1Service | null {
  if (installation.spec.temporal.embedded === undefined) return null;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(installation, 'temporal'),
    spec: {
      type: 'ClusterIP',
      selector: installation.selector('temporal'),
      ports: ports(installation).map(({ name, port }) => ({ name, port, targetPort: name, protocol: 'TCP' })),
    },
  };
}

/** The password of the role `temporal`, under the name that a program takes it by. */
export function temporalPasswordVariable(installation: Installation, name: string): V1EnvVar {
  const secretKeyRef = { name: installation.childName('credentials'), key: 'temporalPassword' };
  return { name, valueFrom: { secretKeyRef } };
}

/** The server asks who it is, and ends where neither the image's list of users nor the environment says so. */
const identity: V1EnvVar[] = [
  { name: 'USER', value: 'temporal' },
  { name: 'HOME', value: '/tmp' },
];

function ports({ spec }: Installation): { name: string; port: number }[] {
  const metrics = spec.monitoring.enabled ? [{ name: 'metrics', port: TEMPORAL_METRICS_PORT }] : [];
  return [{ name: 'grpc', port: TEMPORAL_PORT }, ...metrics];
}
