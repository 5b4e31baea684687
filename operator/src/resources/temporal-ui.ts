import type { V1ConfigMap, V1Deployment, V1Service } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { hash8 } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { metadata } from './metadata.ts';
import { httpProbe, restrictedPod } from './pod-defaults.ts';
import { CONFIG_ANNOTATION } from './product-pod.ts';
import { TEMPORAL_NAMESPACE, TEMPORAL_PORT } from './temporal-config.ts';
import { TEMPORAL_USER } from './temporal.ts';

export const TEMPORAL_UI_PORT = 8080;

/** The page's server reads `<root>/<config>/<env>.yaml`. */
const CONFIG = { root: '/etc/sidetrack', folder: 'temporal-ui', file: 'sidetrack' } as const;

/** The public image keeps its program outside of PATH, in its home. */
const SEARCH_PATH = '/home/ui-server:/usr/local/bin:/usr/bin:/bin';

/** Temporal's pages: ConfigMap, Deployment and Service; none where the spec does not ask for them. Reached by port-forward only. */
export function temporalUi(installation: Installation, replicas: 0 | 1): [V1ConfigMap, V1Deployment, V1Service] | [] {
  if (installation.spec.temporal.embedded?.ui !== true) return [];
  return [configMap(installation), deployment(installation, replicas), service(installation)];
}

function configMap(installation: Installation): V1ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(installation, 'temporal-ui'),
    data: { [`${CONFIG.file}.yaml`]: uiConfig(installation) },
  };
}

function deployment(installation: Installation, replicas: 0 | 1): V1Deployment {
  const { temporal, image } = installation.spec;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(installation, 'temporal-ui'),
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: installation.selector('temporal-ui') },
      template: {
        metadata: {
          labels: installation.labels('temporal-ui'),
          annotations: { [CONFIG_ANNOTATION]: hash8(uiConfig(installation)) },
        },
        spec: restrictedPod({
          user: TEMPORAL_USER,
          serviceAccountName: installation.childName('temporal-ui'),
          graceSeconds: 10,
          pullSecrets: image.pullSecrets,
          containers: [
            {
              name: 'temporal-ui',
              image: temporal.embedded?.images.ui ?? '',
              imagePullPolicy: image.pullPolicy,
              command: ['ui-server', '--root', CONFIG.root, '--config', CONFIG.folder, '--env', CONFIG.file, 'start'],
              env: [{ name: 'PATH', value: SEARCH_PATH }],
              ports: [{ name: 'http', containerPort: TEMPORAL_UI_PORT, protocol: 'TCP' }],
              resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '256Mi' } },
              readinessProbe: httpProbe('/healthz', 'http'),
              livenessProbe: httpProbe('/healthz', 'http', { everySeconds: 20, failures: 6 }),
              volumeMounts: [{ name: 'config', mountPath: `${CONFIG.root}/${CONFIG.folder}`, readOnly: true }],
            },
          ],
          volumes: [{ name: 'config', configMap: { name: installation.childName('temporal-ui') } }],
        }),
      },
    },
  };
}

function service(installation: Installation): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(installation, 'temporal-ui'),
    spec: {
      type: 'ClusterIP',
      selector: installation.selector('temporal-ui'),
      ports: [{ name: 'http', port: TEMPORAL_UI_PORT, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}

/** A cookie over plain HTTP is what a port-forward needs; other origins are refused. */
function uiConfig(installation: Installation): string {
  return stringify({
    temporalGrpcAddress: `${installation.childName('temporal')}:${TEMPORAL_PORT}`,
    host: '0.0.0.0',
    port: TEMPORAL_UI_PORT,
    enableUi: true,
    defaultNamespace: TEMPORAL_NAMESPACE,
    disableNewsFetch: true,
    cors: { cookieInsecure: true, allowOrigins: [`http://localhost:${TEMPORAL_UI_PORT}`] },
  });
}
