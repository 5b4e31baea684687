import type { V1Deployment, V1Service } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { productEnvironment } from './environment.ts';
import { resourcesOf } from './pod-defaults.ts';
import { dataVolume, productPodTemplate, productProbes, temporalTlsVolume } from './product-pod.ts';
import { PROBE_PORT } from './probe-port.ts';
import { productDeployment, productService } from './product-deployment.ts';
import type { Running } from './product-deployment.ts';

/** The API listens here, in the pod and on its Service. */
export const API_PORT = 8000;

/** The API. A new pod must be ready before an old one goes, so that a roll-out drops no request. */
export function apiDeployment(installation: Installation, running: Running): V1Deployment {
  const template = productPodTemplate(installation, {
    component: 'api',
    image: 'api',
    command: ['node', '/app/api/dist/main.js'],
    env: productEnvironment(installation, 'api'),
    resources: resourcesOf(installation.spec.api.resources, { cpu: '100m', memory: '256Mi', memoryLimit: '1Gi' }),
    graceSeconds: 30,
    ports: [
      { name: 'http', port: API_PORT },
      { name: 'probes', port: PROBE_PORT },
    ],
    probes: productProbes,
    volumes: [dataVolume, ...temporalTlsVolume(installation)],
    configHash: running.configHash,
  });
  return productDeployment(installation, { component: 'api', template, replicas: running.replicas });
}

/** The API inside the cluster: the site, the operator and Prometheus ask it; no Ingress leads here. */
export function apiService(installation: Installation): V1Service {
  return productService(installation, 'api', API_PORT);
}
