import type { ConditionDraft, TenantConditionType, TenantStatus } from '../api/index.ts';
import type { TenantState } from '../installation-api/index.ts';

/** What a status is made from. `undefined` keeps what the status said before. */
export interface StatusDraft {
  readonly generation: number;
  readonly applied?: string | undefined;
  readonly userId?: string | undefined;
  readonly state?: TenantState | undefined;
  readonly conditions: readonly ConditionDraft<TenantConditionType>[];
}

/** The status that follows on `before`: conditions that are not told anew stay, times of transition are kept. */
export function nextStatus(before: TenantStatus | undefined, draft: StatusDraft, now: Date): TenantStatus {
  const { state } = draft;
  const told = draft.conditions.map((condition) => dated(before, condition, draft.generation, now));
  const kept = (before?.conditions ?? []).filter(({ type }) => !told.some((one) => one.type === type));
  return {
    ...before,
    observedGeneration: draft.generation,
    ...(draft.applied !== undefined && { applied: draft.applied }),
    ...(draft.userId !== undefined && { userId: draft.userId }),
    ...(state !== undefined && {
      listens: state.listens,
      tracks: state.tracks,
      coverage: Math.round(state.coverage * 1000) / 1000,
      ...(state.lastSyncedAt !== null && { lastSyncedAt: state.lastSyncedAt }),
    }),
    conditions: [...kept, ...told].sort((one, other) => ORDER.indexOf(one.type) - ORDER.indexOf(other.type)),
  };
}

/**
 * Whether a status is worth writing. What a person acts on always is; numbers are when they moved far enough, and the last
 * sync by itself once an hour: a thousand listeners who are read each minute must not be a thousand writes a minute.
 */
export function isWorthWriting(before: TenantStatus | undefined, after: TenantStatus): boolean {
  if (before === undefined) return true;
  return (
    before.observedGeneration !== after.observedGeneration ||
    before.applied !== after.applied ||
    before.userId !== after.userId ||
    saysElse(before, after) ||
    movedFar(before.listens, after.listens) ||
    movedFar(before.tracks, after.tracks) ||
    Math.abs((after.coverage ?? 0) - (before.coverage ?? 0)) >= COVERAGE_STEP ||
    secondsOf(after.lastSyncedAt) - secondsOf(before.lastSyncedAt) >= SYNC_SECONDS
  );
}

const ORDER: readonly TenantConditionType[] = ['Ready', 'Synced', 'Purged'];
const COVERAGE_STEP = 0.01;
const SYNC_SECONDS = 3600;

/** By a hundredth, taken as 10 at least and 100 at most, or from or to nothing. */
function movedFar(before = 0, after = 0): boolean {
  const distance = Math.abs(after - before);
  if (distance === 0) return false;
  return before === 0 || after === 0 || distance >= Math.min(100, Math.max(10, before * 0.01));
}

/** Numbers in a message (seconds to wait, counts) are no news. */
function saysElse(before: TenantStatus, after: TenantStatus): boolean {
  const text = ({ conditions }: TenantStatus) =>
    conditions.map(({ type, status, reason, message }) => [type, status, reason, message.replaceAll(/\d+/g, '#')]);
  return JSON.stringify(text(before)) !== JSON.stringify(text(after));
}

function dated(
  before: TenantStatus | undefined,
  condition: ConditionDraft<TenantConditionType>,
  observedGeneration: number,
  now: Date,
): TenantStatus['conditions'][number] {
  const known = before?.conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime = known?.status === condition.status ? known.lastTransitionTime : timeText(now);
  return { ...condition, observedGeneration, lastTransitionTime };
}

/** Kubernetes' times have no fractions of a second. */
function timeText(now: Date): string {
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}

function secondsOf(time: string | undefined): number {
  return time === undefined ? 0 : Date.parse(time) / 1000;
}
