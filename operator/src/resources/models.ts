import type { V1Job } from '@kubernetes/client-node';
import { hash8 } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { hasFetchedModels, MODELS_PATH } from './environment.ts';
import { productPodTemplate } from './product-pod.ts';
import type { Mounted } from './product-pod.ts';

/**
 * Fetches the models that do not lie in the image onto the models volume and checks their SHA-256, one Job for each list of models; null
 * where there is none to fetch or no volume to keep them on.
 */
export function modelsJob(installation: Installation): V1Job | null {
  const { items, volume } = installation.spec.models;
  if (!hasFetchedModels(installation) || volume === undefined) return null;
  const wanted = items.filter(({ source }) => source !== 'bundled');
  const template = productPodTemplate(installation, {
    component: 'models',
    image: 'worker',
    command: ['node', '/app/activities/dist/fetch-models-main.js', '--into', MODELS_PATH],
    env: [{ name: 'SIDETRACK_FETCH_MODELS', value: JSON.stringify(wanted) }],
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    graceSeconds: 10,
    volumes: [modelsVolume(installation, 'write')],
  });
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: installation.childName(`models-${hash8(JSON.stringify([installation.version, wanted, volume]))}`),
      namespace: installation.namespace,
      labels: installation.labels('models'),
    },
    spec: { backoffLimit: 6, template: { ...template, spec: { ...template.spec!, restartPolicy: 'Never' } } },
  };
}

/** The volume of fetched models; the workers only read it. */
export function modelsVolume({ spec }: Installation, access: 'read' | 'write'): Mounted {
  const claimName = spec.models.volume?.claimName;
  const readOnly = access === 'read';
  return {
    volume:
      claimName === undefined
        ? { name: 'models', emptyDir: {} }
        : { name: 'models', persistentVolumeClaim: { claimName, readOnly } },
    mount: { mountPath: MODELS_PATH, readOnly },
  };
}
