import type { V1Job } from '@kubernetes/client-node';
import { hash8 } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { productEnvironment } from './environment.ts';
import { productPodTemplate } from './product-pod.ts';

/** On a migration Job: hash of the image settings and Secrets it was made for, so that a failed one is tried anew when they change. */
export const MADE_FOR_ANNOTATION = 'sidetrack.network/made-for';
/** On a migration Job: the version whose schema it makes. */
export const VERSION_ANNOTATION = 'sidetrack.network/version';

/** Runs the migrations of the version to render, before any pod of that version: the schema expands first and contracts later. */
export function migrationJob(installation: Installation, { restoredFrom, configHash }: MigrationInputs): V1Job {
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
      annotations: {
        [MADE_FOR_ANNOTATION]: migrationMadeFor(installation, configHash),
        [VERSION_ANNOTATION]: installation.version,
      },
    },
    spec: {
      backoffLimit: 3,
      template: { ...template, spec: { ...template.spec!, restartPolicy: 'Never' } },
    },
  };
}

export interface MigrationInputs {
  /** The backup that the database was restored from, if any. */
  readonly restoredFrom: string | undefined;
  readonly configHash: string;
}

/** What {@link MADE_FOR_ANNOTATION} says of a Job made now. */
export function migrationMadeFor({ spec, version }: Installation, configHash: string): string {
  return hash8(`${imageHash(spec.image, version)} ${configHash}`);
}

/** One for each version; a restored database is migrated again, since a backup may be older than the version. */
export function migrationJobName(
  installation: Pick<Installation, 'childName' | 'version'>,
  restoredFrom: string | undefined,
): string {
  const of = restoredFrom === undefined ? installation.version : `${installation.version} ${restoredFrom}`;
  return installation.childName(`migrate-${hash8(of)}`);
}

/** Tells whether the image settings are as they were when something failed. */
export function imageHash(image: Installation['spec']['image'], version: string): string {
  return hash8(JSON.stringify([image.registry, version, image.pullPolicy, image.pullSecrets]));
}
