import type { V1Job, V1Pod } from '@kubernetes/client-node';
import type { ConditionDraft } from '../api/index.ts';
import { sideTrackCondition } from '../api/index.ts';
import type { InstallationApis } from '../installation-api/index.ts';
import { InstallationApiError } from '../installation-api/index.ts';
import { extractGpuHash, extractGpuJob, GPU_COMPONENT } from '../resources/extract-gpu-job.ts';
import type { Cluster, KubernetesObject, Watched } from '../runtime/index.ts';
import { ApiError, ownedBy } from '../runtime/index.ts';
import type { Installation } from '../sidetrack/installation.ts';
import type { GpuJob } from './gpu-job.ts';
import { gpuJobOf, isActive } from './gpu-job.ts';
import type { GpuObserved, GpuPlan, GpuStatus, Need } from './plan.ts';
import { planGpuJobs, SETTLE_SECONDS } from './plan.ts';

/** What the status of the installation takes over, and when to look again. */
export interface GpuOutcome {
  readonly condition: ConditionDraft<'GpuReady'>;
  readonly status: GpuStatus | undefined;
  readonly requeueAfterSeconds: number;
}

export interface GpuScaler {
  /** Brings the GPU Jobs of one installation to what its work asks for. To be called once the API is there, and in hibernation. */
  scale(installation: Installation, signal: AbortSignal): Promise<GpuOutcome>;
}

export interface GpuScalerDeps {
  readonly cluster: Pick<Cluster, 'create' | 'delete' | 'record'>;
  readonly watched: Pick<Watched, 'children'>;
  readonly apis: InstallationApis;
  readonly now: () => Date;
}

/** Remembers the needs of the last minute of each installation, and nothing else: the rest is observed anew each time. */
export function createGpuScaler(deps: GpuScalerDeps): GpuScaler {
  const needs = new Map<string, readonly Need[]>();
  return {
    async scale(installation, signal) {
      const { uid } = installation;
      const observed = await observe(deps, installation, needs.get(uid) ?? [], signal);
      const now = deps.now();
      const plan = planGpuJobs(observed, now);
      if (plan.need === null) needs.delete(uid);
      else needs.set(uid, recent([...observed.needs, { at: now, jobs: plan.need }], now));
      const { status, requeueAfterSeconds } = plan;
      const refusal = await carryOut(deps, installation, plan);
      if (refusal === undefined) return { condition: plan.condition, status, requeueAfterSeconds };
      const condition = sideTrackCondition('GpuReady', 'PodsRefused', refusal);
      const shown = status && { ...status, jobs: observed.jobs.filter(isActive).length };
      return { condition, status: shown, requeueAfterSeconds: REFUSED_SECONDS };
    },
  };
}

async function observe(
  { watched, apis }: GpuScalerDeps,
  installation: Installation,
  needs: readonly Need[],
  signal: AbortSignal,
): Promise<GpuObserved> {
  const spec = installation.spec.workers.extractGpu;
  const isHibernating = installation.spec.hibernate;
  return {
    spec,
    isHibernating,
    hasKueue: installation.has.kueue,
    work: spec.max === 0 || isHibernating ? null : await askForWork(apis, installation, signal),
    jobs: jobsOf(watched, installation),
    templateHash: extractGpuHash(installation),
    needs,
    shown: installation.owner.status?.gpu,
  };
}

async function askForWork(
  apis: InstallationApis,
  installation: Installation,
  signal: AbortSignal,
): Promise<GpuObserved['work']> {
  try {
    const { extractGpu, gpuFallbacks } = await apis.of(installation).work(signal);
    const { count, lastAt } = gpuFallbacks;
    return { lane: extractGpu, fallbacks: { count, lastAt: lastAt === null ? null : new Date(lastAt) } };
  } catch (error) {
    if (error instanceof InstallationApiError) return null;
    throw error;
  }
}

function jobsOf(watched: Pick<Watched, 'children'>, installation: Installation): GpuJob[] {
  const labels = installation.selector(GPU_COMPONENT);
  const pods = watched.children('Pod').list(installation.namespace, labels) as V1Pod[];
  const jobs = watched.children('Job').list(installation.namespace, labels) as V1Job[];
  return jobs
    .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
    .map((job) =>
      gpuJobOf(
        job,
        pods.filter((pod) => isOf(pod, job)),
      ),
    );
}

function isOf(pod: KubernetesObject, job: KubernetesObject): boolean {
  return pod.metadata?.ownerReferences?.some(({ uid }) => uid === job.metadata?.uid) ?? false;
}

/** Gives what the API server has against the Jobs (a quota, a webhook that is away): the rest of the installation is not held up by it. */
async function carryOut(deps: GpuScalerDeps, installation: Installation, plan: GpuPlan): Promise<string | undefined> {
  const { cluster } = deps;
  for (const { name, resourceVersion } of plan.remove) {
    const ref = { apiVersion: 'batch/v1', kind: 'Job', namespace: installation.namespace, name };
    // A Job that has changed meanwhile may have started: it is looked at again.
    await cluster.delete(ref, { propagation: 'Background', resourceVersion }).catch(ignoreConflict);
  }
  try {
    for (const number of plan.make)
      await cluster.create(ownedBy(extractGpuJob(installation, number), installation.owner));
  } catch (error) {
    // Without an answer nothing is known; the whole reconcile is tried again.
    if (!(error instanceof ApiError) || error.code === undefined) throw error;
    return error.message;
  }
  if (plan.make.length > 0) tell(deps, installation, plan);
  return undefined;
}

function tell({ cluster }: GpuScalerDeps, installation: Installation, plan: GpuPlan): void {
  const note = `${plan.make.length} Jobs with a GPU were made; ${plan.status?.pending ?? 0} tracks wait.`;
  cluster.record(installation.owner, { type: 'Normal', reason: 'GpuJobsMade', note, action: 'ScaleGpu' });
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof ApiError && error.isConflict)) throw error;
}

/** Those of the last {@link SETTLE_SECONDS} and the one before them, so that the whole time is known. */
function recent(needs: readonly Need[], now: Date): readonly Need[] {
  const from = now.getTime() - SETTLE_SECONDS * 1000;
  const before = needs.findLastIndex(({ at }) => at.getTime() <= from);
  return needs.slice(Math.max(0, before));
}

const REFUSED_SECONDS = 30;
