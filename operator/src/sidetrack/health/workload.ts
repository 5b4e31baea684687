import type { V1Job, V1Pod } from '@kubernetes/client-node';
import type { Children } from '../observed.ts';
import { lastWords, podTrouble } from './pod-trouble.ts';
import type { PodTrouble } from './pod-trouble.ts';

/** How a Deployment or StatefulSet stands against what was asked of it. */
export interface WorkloadState {
  readonly exists: boolean;
  /** As many pods as asked for are ready, of whatever version. */
  readonly serves: boolean;
  /** All of its pods are ready and are of the newest template. */
  readonly isCurrent: boolean;
  /** No pod is left. */
  readonly isAtRest: boolean;
  /** The controller-manager gave the roll-out of the newest template up. */
  readonly isOverdue: boolean;
  readonly trouble: PodTrouble | undefined;
}

/** `version`: the pods' label app.kubernetes.io/version that was asked for; undefined where pods have none. */
export function deploymentState(
  children: Children,
  name: string,
  asked: { replicas: number; version?: string },
): WorkloadState {
  const found = children.deployments.find(({ metadata }) => metadata?.name === name);
  if (found === undefined) return absent;
  const { status, spec, metadata } = found;
  const isSeen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const version = spec?.template.metadata?.labels?.['app.kubernetes.io/version'];
  const isAsked = asked.version === undefined || version === asked.version;
  const total = status?.replicas ?? 0;
  const available = status?.availableReplicas ?? 0;
  const updated = status?.updatedReplicas ?? 0;
  const progress = status?.conditions?.find(({ type }) => type === 'Progressing');
  const isWhole = updated === asked.replicas && total === asked.replicas && available === asked.replicas;
  return {
    exists: true,
    serves: asked.replicas > 0 && available >= asked.replicas,
    isCurrent: isSeen && isAsked && spec?.replicas === asked.replicas && isWhole,
    isAtRest: isSeen && (spec?.replicas ?? 1) === 0 && total === 0,
    isOverdue: isSeen && isAsked && progress?.status === 'False' && progress.reason === 'ProgressDeadlineExceeded',
    trouble: podTrouble(podsOf(children, spec?.selector?.matchLabels)),
  };
}

export function statefulSetState(children: Children, name: string, asked: { replicas: number }): WorkloadState {
  const found = children.statefulSets.find(({ metadata }) => metadata?.name === name);
  if (found === undefined) return absent;
  const { status, spec, metadata } = found;
  const isSeen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const ready = status?.readyReplicas ?? 0;
  const isUpdated =
    status?.updateRevision === undefined ||
    status.updateRevision === status.currentRevision ||
    status.updatedReplicas === asked.replicas;
  return {
    exists: true,
    serves: asked.replicas > 0 && ready >= asked.replicas,
    isCurrent: isSeen && isUpdated && spec?.replicas === asked.replicas && ready === asked.replicas,
    isAtRest: isSeen && spec?.replicas === 0 && (status?.replicas ?? 0) === 0,
    isOverdue: false,
    trouble: podTrouble(podsOf(children, spec?.selector?.matchLabels)),
  };
}

export type JobState =
  | { readonly is: 'absent' }
  | {
      readonly is: 'running';
      readonly job: V1Job;
      readonly trouble: PodTrouble | undefined;
      readonly hasStarted: boolean;
    }
  | { readonly is: 'succeeded'; readonly job: V1Job }
  | { readonly is: 'failed'; readonly job: V1Job; readonly says: string };

export function jobState(children: Children, name: string): JobState {
  const job = children.jobs.find(({ metadata }) => metadata?.name === name);
  if (job === undefined || job.metadata?.deletionTimestamp !== undefined) return { is: 'absent' };
  const pods = podsOf(children, { 'batch.kubernetes.io/job-name': name });
  const holds = (type: string) =>
    job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
  if (holds('Complete') !== undefined) return { is: 'succeeded', job };
  const failed = holds('Failed');
  if (failed !== undefined) {
    const said = lastWords(pods) ?? failed.message ?? failed.reason ?? '';
    return {
      is: 'failed',
      job,
      says: `Job ${name} failed${said === '' ? '' : `: ${said}`}${/[.!?…]$/u.test(said) ? '' : '.'}`,
    };
  }
  const hasStarted = pods.some(({ status }) => status?.phase !== 'Pending') || (job.status?.failed ?? 0) > 0;
  return { is: 'running', job, trouble: podTrouble(pods), hasStarted };
}

/** The pods that carry all of these labels; none without labels. */
export function podsOf({ pods }: Pick<Children, 'pods'>, labels: Record<string, string> | undefined): V1Pod[] {
  if (labels === undefined) return [];
  return pods.filter(({ metadata }) =>
    Object.entries(labels).every(([key, value]) => metadata?.labels?.[key] === value),
  );
}

const absent: WorkloadState = {
  exists: false,
  serves: false,
  isCurrent: false,
  isAtRest: true,
  isOverdue: false,
  trouble: undefined,
};
