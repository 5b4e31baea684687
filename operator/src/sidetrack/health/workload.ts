import type { V1Deployment, V1Job, V1JobCondition, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import type { Children } from '../observed.ts';
import { lastWords, podTrouble, sentence } from './pod-trouble.ts';
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

export interface Asked {
  readonly replicas: number;
  /** The pods' label app.kubernetes.io/version; undefined where they have none. */
  readonly version?: string;
}

export function deploymentState(children: Children, name: string, { replicas, version }: Asked): WorkloadState {
  const found = children.deployments.find(({ metadata }) => metadata?.name === name);
  if (found?.spec === undefined) return absent;
  const { total, ready, updated, asked, isSeen } = countsOf(found);
  const isAsked = version === undefined || versionOf(found) === version;
  const isWhole = [total, ready, updated, asked].every((count) => count === replicas);
  return {
    exists: true,
    serves: replicas > 0 && ready >= replicas,
    isCurrent: isSeen && isAsked && isWhole,
    isAtRest: isSeen && asked === 0 && total === 0,
    isOverdue: isSeen && isAsked && isGivenUp(found),
    trouble: podTrouble(podsOf(children, found.spec.selector.matchLabels)),
  };
}

export function statefulSetState(children: Children, name: string, { replicas }: Asked): WorkloadState {
  const found = children.statefulSets.find(({ metadata }) => metadata?.name === name);
  if (found?.spec === undefined) return absent;
  const { total, ready, asked, isSeen } = countsOf(found);
  const { updateRevision, currentRevision } = found.status ?? {};
  return {
    exists: true,
    serves: replicas > 0 && ready >= replicas,
    isCurrent: isSeen && updateRevision === currentRevision && asked === replicas && ready === replicas,
    isAtRest: isSeen && asked === 0 && total === 0,
    isOverdue: false,
    trouble: podTrouble(podsOf(children, found.spec.selector.matchLabels)),
  };
}

/** The version that a Deployment's template asks for; empty where it says none. */
export function versionOf({ spec }: V1Deployment): string {
  return spec?.template.metadata?.labels?.['app.kubernetes.io/version'] ?? '';
}

export type JobState =
  | { readonly is: 'absent' }
  | {
      readonly is: 'running';
      readonly job: V1Job;
      readonly trouble: PodTrouble | undefined;
      /** One of its pods ran, if only to fail. */
      readonly hasStarted: boolean;
    }
  | { readonly is: 'succeeded'; readonly job: V1Job }
  | { readonly is: 'failed'; readonly job: V1Job; readonly says: string };

export function jobState(children: Children, name: string): JobState {
  const job = children.jobs.find(({ metadata }) => metadata?.name === name);
  if (job === undefined || job.metadata?.deletionTimestamp !== undefined) return { is: 'absent' };
  const pods = podsOf(children, { 'batch.kubernetes.io/job-name': name });
  if (conditionOf(job, 'Complete') !== undefined) return { is: 'succeeded', job };
  const failed = conditionOf(job, 'Failed');
  if (failed !== undefined) return { is: 'failed', job, says: failureOf(name, failed, pods) };
  const hasStarted = (job.status?.failed ?? 0) > 0 || pods.some(({ status }) => status?.phase !== 'Pending');
  return { is: 'running', job, trouble: podTrouble(pods), hasStarted };
}

/** The pods that carry all of these labels; none without labels. */
export function podsOf({ pods }: Pick<Children, 'pods'>, labels: Record<string, string> | undefined): V1Pod[] {
  if (labels === undefined) return [];
  return pods.filter(({ metadata }) =>
    Object.entries(labels).every(([key, value]) => metadata?.labels?.[key] === value),
  );
}

/** What a controller has counted, with 0 for what it has not written yet; `isSeen`: it has seen the newest spec. */
function countsOf({ metadata = {}, spec, status = {} }: V1Deployment | V1StatefulSet) {
  const counted: Counted = { ...nothingCounted, ...status };
  return {
    total: counted.replicas,
    // Pods count once they have been ready for minReadySeconds.
    ready: Math.min(counted.availableReplicas, counted.readyReplicas),
    updated: counted.updatedReplicas,
    asked: spec?.replicas ?? 1,
    isSeen: counted.observedGeneration >= (metadata.generation ?? 0),
  };
}

interface Counted {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly availableReplicas: number;
  readonly readyReplicas: number;
}

const nothingCounted: Counted = {
  observedGeneration: 0,
  replicas: 0,
  updatedReplicas: 0,
  availableReplicas: 0,
  readyReplicas: 0,
};

function isGivenUp({ status }: V1Deployment): boolean {
  const progress = status?.conditions?.find(({ type }) => type === 'Progressing');
  return progress?.status === 'False' && progress.reason === 'ProgressDeadlineExceeded';
}

function conditionOf({ status }: V1Job, type: string): V1JobCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

function failureOf(name: string, { message, reason }: V1JobCondition, pods: readonly V1Pod[]): string {
  const said = lastWords(pods) ?? message ?? reason;
  return sentence(said === undefined || said === '' ? `Job ${name} failed` : `Job ${name} failed: ${said}`);
}

const absent: WorkloadState = {
  exists: false,
  serves: false,
  isCurrent: false,
  isAtRest: true,
  isOverdue: false,
  trouble: undefined,
};
