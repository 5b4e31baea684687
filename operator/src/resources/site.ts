import type { V1Deployment, V1Service } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { API_PORT } from './api.ts';
import { publicUrl } from './environment.ts';
import { httpProbe, resourcesOf } from './pod-defaults.ts';
import { productDeployment, productService } from './product-deployment.ts';
import type { Running } from './product-deployment.ts';
import { productPodTemplate } from './product-pod.ts';

/** The site listens here, in the pod and on its Service. */
export const SITE_PORT = 8080;

/** The dashboard: the only part that browsers reach. It knows the API's address and nothing secret. */
export function siteDeployment(installation: Installation, running: Running): V1Deployment {
  const url = publicUrl(installation);
  const template = productPodTemplate(installation, {
    component: 'site',
    image: 'site',
    command: ['node', '/app/site/dist/server/entry.mjs'],
    env: [
      { name: 'HOST', value: '0.0.0.0' },
      { name: 'PORT', value: String(SITE_PORT) },
      { name: 'SIDETRACK_MODE', value: 'hosted' },
      { name: 'SIDETRACK_API_URL', value: `http://${installation.childName('api')}:${String(API_PORT)}` },
      ...(url === undefined ? [] : [{ name: 'SIDETRACK_PUBLIC_URL', value: url }]),
      // The controller of an Ingress says in X-Forwarded-For who asks; without one nobody in front is known.
      ...(installation.spec.site.ingress === undefined ? [] : [{ name: 'SIDETRACK_PROXY_HOPS', value: '1' }]),
    ],
    resources: resourcesOf(installation.spec.site.resources, { cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' }),
    graceSeconds: 30,
    ports: [{ name: 'http', port: SITE_PORT }],
    probes: {
      startupProbe: httpProbe('/healthz', 'http', { everySeconds: 2, failures: 60 }),
      livenessProbe: httpProbe('/healthz', 'http', { everySeconds: 10, failures: 6 }),
      readinessProbe: httpProbe('/healthz', 'http'),
    },
    configHash: running.configHash,
  });
  return productDeployment(installation, { component: 'site', template, replicas: running.replicas });
}

export function siteService(installation: Installation): V1Service {
  return productService(installation, 'site', SITE_PORT);
}
