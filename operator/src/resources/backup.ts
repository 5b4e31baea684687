import type { V1CronJob, V1JobSpec, V1PersistentVolumeClaim, V1PodSpec } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { BACKUPS_PATH, makeBackup } from './backup-scripts.ts';
import { clientImage, ownerUrlVariable, POSTGRES_USER } from './database.ts';
import { metadata } from './metadata.ts';
import { restrictedPod } from './pod-defaults.ts';
import { volumeClaim } from './volume-claim.ts';

/**
 * The volume of backups; null where the spec asks for no backups or names a volume of its own. It belongs to nobody, so that it outlives
 * the SideTrack.
 */
export function backupVolume(installation: Installation): V1PersistentVolumeClaim | null {
  const { backup } = installation.spec;
  if (backup === undefined || backup.claimName !== undefined) return null;
  return volumeClaim(installation, 'backup', backupClaimName(installation), backup);
}

/** Where the backups lie: the spec's own volume, or `<name>-backups`. */
export function backupClaimName({ spec, childName }: Pick<Installation, 'spec' | 'childName'>): string {
  return spec.backup?.claimName ?? childName('backups');
}

/**
 * Makes backups by the spec's schedule (UTC), one at a time; null where it asks for none. A Job made from it by hand
 * (`kubectl create job --from=cronjob/…`) makes one now.
 */
export function backupCronJob(installation: Installation): V1CronJob | null {
  const { backup, hibernate } = installation.spec;
  if (backup === undefined) return null;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(installation, 'backup'),
    spec: {
      schedule: backup.schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      suspend: hibernate,
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: { metadata: { labels: installation.labels('backup') }, spec: backupJob(installation, backup.keep) },
    },
  };
}

/** What the last line of a backup says: its name, and its size in bytes. Null for anything else. */
export function parseBackupMessage(message: string): { name: string; bytes: number; at: Date } | null {
  const [, name, year, month, day, hour, minute, second, bytes] =
    /^(\S+-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z) (\d+) bytes$/m.exec(message) ?? [];
  if (name === undefined) return null;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  return { name, bytes: Number(bytes), at: new Date(Date.UTC(y ?? 0, (mo ?? 1) - 1, d, h, mi, s)) };
}

/** A pod beside the volume of backups that runs one script with the database's client programs. */
export function backupPod(
  installation: Installation,
  component: 'backup' | 'restore',
  script: string,
  variables: Readonly<Record<string, string>>,
): V1PodSpec {
  const { image } = installation.spec;
  return restrictedPod({
    user: POSTGRES_USER,
    serviceAccountName: installation.childName(component),
    graceSeconds: 30,
    pullSecrets: image.pullSecrets,
    containers: [
      {
        name: component,
        image: clientImage(installation),
        imagePullPolicy: image.pullPolicy,
        command: ['sh', '-c', script],
        env: [
          ownerUrlVariable(installation, 'OWNER_URL'),
          ...Object.entries(variables).map(([name, value]) => ({ name, value })),
        ],
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '512Mi' } },
        volumeMounts: [{ name: 'backups', mountPath: BACKUPS_PATH }],
      },
    ],
    volumes: [{ name: 'backups', persistentVolumeClaim: { claimName: backupClaimName(installation) } }],
    more: { restartPolicy: 'Never' },
  });
}

function backupJob(installation: Installation, keep: number): V1JobSpec {
  const variables = { PREFIX: installation.name, KEEP: String(keep) };
  return {
    backoffLimit: 2,
    activeDeadlineSeconds: 6 * 3600,
    template: {
      metadata: { labels: installation.labels('backup') },
      spec: backupPod(installation, 'backup', makeBackup, variables),
    },
  };
}
