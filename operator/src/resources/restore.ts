import type { V1Job } from '@kubernetes/client-node';
import { hash8 } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { backupPod } from './backup.ts';
import { REFUSED, restoreBackup } from './backup-scripts.ts';
import { metadata } from './metadata.ts';

/** The Job that restores one backup; another backup is another Job. */
export function restoreJobName({ childName }: Pick<Installation, 'childName'>, backup: string): string {
  return childName(`restore-${hash8(backup)}`);
}

/**
 * Puts a backup in the place of the database, which then has to be migrated to the version that runs. It ends every session of the
 * database. A backup that is not there or is damaged is refused at once, with the names of those there are; the pod's status says so.
 */
export function restoreJob(installation: Installation, backup: string): V1Job {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(installation, 'restore', restoreJobName(installation, backup)),
    spec: {
      backoffLimit: 3,
      podFailurePolicy: {
        rules: [{ action: 'FailJob', onExitCodes: { containerName: 'restore', operator: 'In', values: [REFUSED] } }],
      },
      template: {
        metadata: { labels: installation.labels('restore') },
        spec: backupPod(installation, 'restore', restoreBackup, { BACKUP: backup }),
      },
    },
  };
}
