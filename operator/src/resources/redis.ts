import type { V1Deployment, V1ResourceRequirements, V1Service } from '@kubernetes/client-node';
import { quantityOf } from '../runtime/quantity.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { metadata } from './metadata.ts';
import { resourcesOf, restrictedPod, tcpProbe } from './pod-defaults.ts';

export const REDIS_PORT = 6379;

/** The user `redis` of the official image. */
const REDIS_USER = 999;

/** Redis as a cache: nothing of it is written to a disk, and what was used longest ago goes first when its memory is full. */
export function redisDeployment(installation: Installation, replicas: number): V1Deployment {
  const { cache, image } = installation.spec;
  const resources = resourcesOf(cache.resources, { cpu: '20m', memory: '64Mi', memoryLimit: '256Mi' });
  const labels = installation.labels('redis');
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(installation, 'redis'),
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: installation.selector('redis') },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels },
        spec: restrictedPod({
          user: REDIS_USER,
          serviceAccountName: installation.childName('redis'),
          graceSeconds: 10,
          pullSecrets: image.pullSecrets,
          containers: [
            {
              name: 'redis',
              image: cache.image,
              imagePullPolicy: image.pullPolicy,
              command: ['redis-server'],
              args: redisArguments(resources),
              env: [
                {
                  name: 'REDIS_PASSWORD',
                  valueFrom: { secretKeyRef: { name: installation.childName('credentials'), key: 'redisPassword' } },
                },
              ],
              ports: [{ name: 'redis', containerPort: REDIS_PORT, protocol: 'TCP' }],
              resources,
              livenessProbe: tcpProbe('redis', { everySeconds: 10, failures: 6 }),
              readinessProbe: tcpProbe('redis'),
            },
          ],
        }),
      },
    },
  };
}

export function redisService(installation: Installation): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(installation, 'redis'),
    spec: {
      type: 'ClusterIP',
      selector: installation.selector('redis'),
      ports: [{ name: 'redis', port: REDIS_PORT, targetPort: 'redis', protocol: 'TCP' }],
    },
  };
}

/** Three quarters of the memory limit hold data; the rest is for connections and fragmentation. */
function redisArguments(resources: V1ResourceRequirements): string[] {
  const limit = quantityOf(resources.limits?.['memory'] ?? '');
  const memory = limit === undefined ? '192mb' : String(Math.floor(limit * 0.75));
  return Object.entries({
    port: String(REDIS_PORT),
    dir: '/tmp',
    save: '',
    appendonly: 'no',
    maxmemory: memory,
    'maxmemory-policy': 'allkeys-lru',
    requirepass: '$(REDIS_PASSWORD)',
  }).flatMap(([name, value]) => [`--${name}`, value]);
}
