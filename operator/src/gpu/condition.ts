import type { ConditionDraft, SideTrackReason } from '../api/index.ts';
import { sideTrackCondition } from '../api/index.ts';
import type { GpuJob, GpuJobPhase } from './gpu-job.ts';
import { failuresSinceSuccess } from './hold.ts';
import type { GpuObserved } from './plan.ts';

export interface GpuSituation {
  readonly observed: GpuObserved;
  /** The Jobs that have not ended. */
  readonly active: readonly GpuJob[];
  readonly need: number | null;
  readonly now: Date;
  readonly isQueueMissing: boolean;
}

/** What GpuReady says: whether work that waits for a GPU gets one, and if not, why, and what becomes of the work meanwhile. */
export function gpuCondition(situation: GpuSituation): ConditionDraft<'GpuReady'> {
  const [reason, detail] = reasonOf(situation);
  return sideTrackCondition('GpuReady', reason, detail);
}

type Finding = readonly [reason: SideTrackReason<'GpuReady'>, detail?: string];

function reasonOf(situation: GpuSituation): Finding {
  const { observed, active, need, now } = situation;
  if (observed.isHibernating) return ['Hibernating'];
  if (observed.spec.max === 0) return ['Disabled'];
  if (situation.isQueueMissing) return ['QueueMissing', fallback(observed)];
  if (need === null) return ['Unknown'];
  if (active.some(({ phase }) => phase === 'running')) return ['Ready'];
  const failures = failuresSinceSuccess(observed.jobs, observed.templateHash);
  if (failures.length > 0 && need > 0) return ['Failing', sentences(failures[0]!.detail, fallback(observed))];
  return stuckBecause(active, observed, now) ?? fallenBack(observed, now) ?? (need > 0 ? ['Starting'] : ['Idle']);
}

/** Why the oldest Job that waits got no GPU, once that has lasted longer than a start takes. */
function stuckBecause(active: readonly GpuJob[], observed: GpuObserved, now: Date): Finding | undefined {
  const [oldest] = active
    .filter((job) => now.getTime() - job.since.getTime() >= STUCK_SECONDS * 1000)
    .sort((one, other) => one.since.getTime() - other.since.getTime());
  const reason = oldest && reasonOfPhase[oldest.phase];
  if (oldest === undefined || reason === undefined) return undefined;
  // A pod that has its node and is fetching its image says nothing of trouble.
  if (oldest.phase === 'starting' && oldest.detail === '') return undefined;
  return [reason, sentences(oldest.detail, fallback(observed))];
}

const reasonOfPhase: Partial<Record<GpuJobPhase, SideTrackReason<'GpuReady'>>> = {
  suspended: 'WaitingForQueue',
  podless: 'PodsRefused',
  unschedulable: 'Unschedulable',
  starting: 'Failing',
  restarting: 'Failing',
};

/** Told for an hour, or until a GPU pod has done something again. */
function fallenBack({ work, jobs }: GpuObserved, now: Date): Finding | undefined {
  const lastAt = work?.fallbacks.lastAt?.getTime();
  if (lastAt === undefined || now.getTime() - lastAt > TOLD_SECONDS * 1000) return undefined;
  if (jobs.some(({ phase, since }) => phase === 'succeeded' && since.getTime() > lastAt)) return undefined;
  return ['FallenBack'];
}

function fallback({ spec, work }: GpuObserved): string {
  const rule = `Tracks that wait longer than ${spec.fallbackSeconds} s for a GPU are measured on the CPU.`;
  const { count = 0, lastAt = null } = work?.fallbacks ?? {};
  return count === 0 || lastAt === null
    ? rule
    : `${rule} That has happened, most lately on ${lastAt.toISOString().slice(0, 10)}.`;
}

function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim().slice(0, 300))
    .filter((part) => part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ');
}

const STUCK_SECONDS = 60;
const TOLD_SECONDS = 3600;
