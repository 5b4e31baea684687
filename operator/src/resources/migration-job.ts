import type { V1Job } from '@kubernetes/client-node';
import { hash8 } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { productEnvironment } from './environment.ts';
import { productPodTemplate } from './product-pod.ts';

/** On a migration Job: hash of the image settings it was made for, so that a failed one is tried anew when they change. */
export const IMAGE_ANNOTATION = 'sidetrack.network/image-hash';

/** Runs the migrations of the version to render, before any pod of that version: the schema expands first and contracts later. */
export function migrationJob(installation: Installation, restoredFrom: string | undefined): V1Job {
  const template = productPodTemplate(installation, {
    component: 'migrate',
    image: 'api',
    command: ['node', '/app/prisma/dist/migrate-main.js'],
    env: productEnvironment(installation, 'migrate'),
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    graceSeconds: 60,
  });
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: migrationJobName(installation, restoredFrom),
      namespace: installation.namespace,
      labels: installation.labels('migrate'),
      annotations: { [IMAGE_ANNOTATION]: imageHash(installation) },
    },
    spec: {
      backoffLimit: 3,
      template: { ...template, spec: { ...template.spec!, restartPolicy: 'Never' } },
    },
  };
}

/** One for each version; a restored database is migrated again, since a backup may be older than the version. */
export function migrationJobName(
  installation: Pick<Installation, 'childName' | 'version'>,
  restoredFrom: string | undefined,
): string {
  const of = restoredFrom === undefined ? installation.version : `${installation.version} ${restoredFrom}`;
  return installation.childName(`migrate-${hash8(of)}`);
}

/** Tells whether spec.image is as it was when something failed. */
export function imageHash({ spec, version }: Pick<Installation, 'spec' | 'version'>): string {
  const { registry, pullPolicy, pullSecrets } = spec.image;
  return hash8(JSON.stringify([registry, version, pullPolicy, pullSecrets]));
}
