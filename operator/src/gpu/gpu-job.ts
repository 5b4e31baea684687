import type { V1ContainerStateTerminated, V1Job, V1Pod } from '@kubernetes/client-node';
import { TEMPLATE_ANNOTATION } from '../resources/extract-gpu-job.ts';

/**
 * How far a GPU Job is. `suspended`: Kueue has not admitted it. `podless`: no pod was made for it yet, or none is let in (a ResourceQuota, a webhook).
 * `unschedulable`: the pod finds no node. `starting`: it has a node. `running`: it takes work. `restarting`: its pod was lost, drained
 * or failed, and the Job controller is about to make another.
 */
export type GpuJobPhase =
  'suspended' | 'podless' | 'unschedulable' | 'starting' | 'running' | 'restarting' | 'succeeded' | 'failed';

export interface GpuJob {
  readonly name: string;
  readonly resourceVersion: string;
  /** Of what it was made from: tells a Job of an older spec. */
  readonly templateHash: string;
  readonly phase: GpuJobPhase;
  /** Since when it is in this phase, as far as the API server tells. */
  readonly since: Date;
  readonly createdAt: Date;
  /** How long the container of a finished one ran; null while it is not finished or where nobody knows. */
  readonly ranSeconds: number | null;
  /** What the scheduler, the kubelet or the Job controller says, as a sentence; empty when nothing. */
  readonly detail: string;
}

/** What the API server tells of one Job and its pods. */
export function gpuJobOf(job: V1Job, pods: readonly V1Pod[]): GpuJob {
  return {
    name: job.metadata?.name ?? '',
    resourceVersion: job.metadata?.resourceVersion ?? '',
    templateHash: job.metadata?.annotations?.[TEMPLATE_ANNOTATION] ?? '',
    createdAt: madeAt(job),
    ranSeconds: null,
    detail: '',
    ...(finished(job, pods) ?? suspended(job) ?? ofPod(job, pods)),
  };
}

/** Whether it takes up one of the Jobs that the spec allows. */
export function isActive({ phase }: GpuJob): boolean {
  return phase !== 'succeeded' && phase !== 'failed';
}

/** Whether nothing of it ever ran, so that taking it away loses nothing. */
export function isUnstarted({ phase }: GpuJob): boolean {
  return phase === 'suspended' || phase === 'podless' || phase === 'unschedulable';
}

type Progress = Pick<GpuJob, 'phase' | 'since'> & Partial<Pick<GpuJob, 'ranSeconds' | 'detail'>>;

/**
 * SuccessCriteriaMet and FailureTarget come before Complete and Failed, which wait for pods that are still ending: one on a lost
 * node may be ending for as long as the node is away.
 */
function finished(job: V1Job, pods: readonly V1Pod[]): Progress | undefined {
  const met = (type: string) => job.status?.conditions?.find((one) => one.type === type && one.status === 'True');
  const good = met('Complete') ?? met('SuccessCriteriaMet');
  const bad = met('Failed') ?? met('FailureTarget');
  const end = good ?? bad;
  if (end === undefined) return undefined;
  return {
    phase: good === undefined ? 'failed' : 'succeeded',
    since: time(end.lastTransitionTime) ?? madeAt(job),
    ranSeconds: ranSeconds(pods),
    detail: bad?.message ?? '',
  };
}

function ranSeconds(pods: readonly V1Pod[]): number | null {
  const done = pods.find(({ status }) => status?.phase === 'Succeeded');
  const end = done && terminated(done);
  const from = time(end?.startedAt);
  const to = time(end?.finishedAt);
  return from === undefined || to === undefined ? null : (to.getTime() - from.getTime()) / 1000;
}

function terminated({ status }: V1Pod): V1ContainerStateTerminated | undefined {
  return status?.containerStatuses?.[0]?.state?.terminated;
}

function suspended(job: V1Job): Progress | undefined {
  if (job.spec?.suspend !== true) return undefined;
  const condition = job.status?.conditions?.find(({ type, status }) => type === 'Suspended' && status === 'True');
  return { phase: 'suspended', since: time(condition?.lastTransitionTime) ?? madeAt(job) };
}

function ofPod(job: V1Job, pods: readonly V1Pod[]): Progress {
  const newestFirst = [...pods].sort((one, other) => madeAt(other).getTime() - madeAt(one).getTime());
  const pod = newestFirst.find((one) => !isGone(one));
  if (pod === undefined) return betweenPods(job, newestFirst[0]);
  if (pod.status?.phase === 'Running' || pod.status?.phase === 'Succeeded')
    return { phase: 'running', since: time(pod.status.startTime) ?? madeAt(pod) };
  return waitingPod(pod);
}

function waitingPod(pod: V1Pod): Progress {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  const since = time(scheduled?.lastTransitionTime) ?? madeAt(pod);
  if (scheduled?.status !== 'True') return { phase: 'unschedulable', since, detail: scheduled?.message ?? '' };
  return { phase: 'starting', since, detail: waitingFor(pod) };
}

/** A pod that is being deleted counts no more: the Job makes another in its place at once. */
function isGone({ metadata, status }: V1Pod): boolean {
  return metadata?.deletionTimestamp !== undefined || status?.phase === 'Failed';
}

function betweenPods(job: V1Job, last: V1Pod | undefined): Progress {
  if (last === undefined) return { phase: 'podless', since: time(job.status?.startTime) ?? madeAt(job) };
  const end = terminated(last);
  const since = time(last.metadata?.deletionTimestamp) ?? time(end?.finishedAt) ?? madeAt(last);
  const why = [end?.reason, end?.message?.trim().split('\n').at(-1)].filter((part) => part !== undefined);
  return { phase: 'restarting', since, detail: why.join(': ') };
}

/** Reasons that pass by themselves say nothing. */
function waitingFor({ status }: V1Pod): string {
  const { reason = '', message } = status?.containerStatuses?.[0]?.state?.waiting ?? {};
  if (reason === 'ContainerCreating' || reason === 'PodInitializing') return '';
  return message === undefined ? reason : `${reason}: ${message}`;
}

function madeAt({ metadata }: V1Job | V1Pod): Date {
  return time(metadata?.creationTimestamp) ?? new Date(0);
}

/** The informers give times as text where no schema is known, and as Date where one is. */
function time(value: Date | string | undefined): Date | undefined {
  return value === undefined ? undefined : new Date(value);
}
