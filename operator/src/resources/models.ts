import type { V1Job } from '@kubernetes/client-node';
import { hash8, productImage } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { hasFetchedModels } from './environment.ts';
import { metadata } from './metadata.ts';
import type { PlainContainer } from './pod-defaults.ts';
import { productPodTemplate } from './product-pod.ts';
import type { Mounted } from './product-pod.ts';

/**
 * Fills the models volume: the image's own models and those of the spec that lie elsewhere, each checked against its SHA-256. One Job for
 * each list of models and version; null where there is none to fetch or no volume to keep them on.
 */
export function modelsJob(installation: Installation): V1Job | null {
  const { items, volume } = installation.spec.models;
  if (!hasFetchedModels(installation) || volume === undefined) return null;
  const { command = [], env = [] } = fetchContainer(installation);
  const template = productPodTemplate(installation, {
    component: 'models',
    image: 'worker',
    command,
    env,
    resources,
    graceSeconds: 10,
    volumes: [{ ...modelsVolume(installation), mount: { mountPath: FILL_PATH } }],
  });
  const name = installation.childName(`models-${hash8(JSON.stringify([installation.version, items, volume]))}`);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(installation, 'models', name),
    spec: { backoffLimit: 6, template: { ...template, spec: { ...template.spec!, restartPolicy: 'Never' } } },
  };
}

/** Without a volume to keep them on, each pod fetches its models before it starts. */
export function modelsInit(installation: Installation): PlainContainer[] {
  if (!hasFetchedModels(installation) || installation.spec.models.volume !== undefined) return [];
  return [fetchContainer(installation)];
}

/** The models in the place of the image's own: where the workers look for them. */
export function modelsVolume({ spec }: Pick<Installation, 'spec'>): Mounted {
  const claimName = spec.models.volume?.claimName;
  const source = claimName === undefined ? { emptyDir: {} } : { persistentVolumeClaim: { claimName } };
  return { volume: { name: 'models', ...source }, mount: { mountPath: MODELS_PATH, readOnly: true } };
}

/** Where the image's own models lie. */
const MODELS_PATH = '/app/models';
/** Where the volume is mounted while it is filled, beside them. */
const FILL_PATH = '/models';

const resources = { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } };

function fetchContainer(installation: Installation): PlainContainer {
  const wanted = installation.spec.models.items.filter(({ source }) => source !== 'bundled');
  return {
    name: 'models',
    image: productImage(installation, 'worker'),
    imagePullPolicy: installation.spec.image.pullPolicy,
    command: ['node', '/app/activities/dist/fetch-models-main.js', '--into', FILL_PATH],
    env: [{ name: 'MODELS', value: JSON.stringify(wanted) }],
    resources,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [{ name: 'models', mountPath: FILL_PATH }],
  };
}
