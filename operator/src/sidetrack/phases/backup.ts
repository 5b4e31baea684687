import type { V1CronJobStatus, V1Job } from '@kubernetes/client-node';
import { sideTrackCondition } from '../../api/index.ts';
import type { ConditionDraft } from '../../api/index.ts';
import { backupCronJob, backupVolume, parseBackupMessage } from '../../resources/backup.ts';
import { componentOf } from '../component-of.ts';
import type { Context } from '../context.ts';
import { jobState, podsOf } from '../health/workload.ts';
import { applyAll } from '../step.ts';
import type { Step } from '../step.ts';
import type { Phase } from './phase.ts';

/** Backups by the spec's schedule. Their volume has no owner, so that they outlive the SideTrack. */
export const backupPhase: Phase = (context) => {
  const { installation } = context;
  const volume = backupVolume(installation);
  const kept: Step[] = volume === null ? [] : [{ do: 'apply', object: volume, owned: false, isOptional: true }];
  return {
    steps: [...kept, ...applyAll([backupCronJob(installation)])],
    conditions: [backupCondition(context)],
    isDone: true,
  };
};

/** The newest backup that is known: of the last Job that made one, else what was known before. */
export function lastBackup({ children, owner }: Context): { name: string; at: string } | undefined {
  const made = backupJobs(children.jobs).flatMap((job) => {
    const messages = podsOf(children, { 'batch.kubernetes.io/job-name': job.metadata?.name ?? '' }).flatMap(
      ({ status }) => status?.containerStatuses?.map(({ state }) => state?.terminated?.message ?? '') ?? [],
    );
    return messages.flatMap((message) => parseBackupMessage(message) ?? []);
  });
  const known = owner.status?.lastBackup;
  const newest = made.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
  if (newest === undefined || (known !== undefined && new Date(known.at) >= newest.at)) return known;
  return { name: newest.name, at: `${newest.at.toISOString().slice(0, 19)}Z` };
}

function backupCondition(context: Context): ConditionDraft<'BackupReady'> {
  const { spec, children, now } = context;
  if (spec.backup === undefined) return sideTrackCondition('BackupReady', 'Disabled');
  if (spec.hibernate) return sideTrackCondition('BackupReady', 'Hibernating');
  const last = backupJobs(children.jobs)
    .map((job) => jobState(children, job.metadata?.name ?? ''))
    .findLast(({ is }) => is === 'failed' || is === 'succeeded');
  if (last?.is === 'failed') return sideTrackCondition('BackupReady', 'Failed', last.says);
  if (isOverdue(children.cronJobs.find((cronJob) => componentOf(cronJob) === 'backup')?.status, now)) {
    return sideTrackCondition('BackupReady', 'Overdue');
  }
  return sideTrackCondition(
    'BackupReady',
    lastBackup(context) === undefined && last === undefined ? 'NoneYet' : 'Ready',
  );
}

/** The schedule asked for one an hour ago, and neither was it made nor is it being made. */
function isOverdue(status: V1CronJobStatus | undefined, now: Date): boolean {
  const asked = timeOf(status?.lastScheduleTime) ?? Infinity;
  const made = timeOf(status?.lastSuccessfulTime) ?? 0;
  const isActive = (status?.active ?? []).length > 0;
  return !isActive && asked > made && now.getTime() - asked > GRACE_MS;
}

/** Oldest first. */
function backupJobs(jobs: readonly V1Job[]): V1Job[] {
  return jobs
    .filter((job) => componentOf(job) === 'backup')
    .toSorted((a, b) => (timeOf(a.metadata?.creationTimestamp) ?? 0) - (timeOf(b.metadata?.creationTimestamp) ?? 0));
}

/** Times are text on the wire, whatever the client library's types say. */
function timeOf(time: Date | string | undefined): number | undefined {
  return time === undefined ? undefined : new Date(time).getTime();
}

const GRACE_MS = 3_600_000;
