import type { Condition, ConditionDraft, SideTrack, SideTrackConditionType, SideTrackStatus } from '../api/index.ts';
import type { Facts } from './plan.ts';

/**
 * The status to write: what was planned and reported, with the time of a condition's last change kept while its status is the same, and
 * what other controllers report (the GPU's) as it is.
 */
export function statusOf(
  owner: SideTrack,
  reported: { conditions: readonly ConditionDraft<SideTrackConditionType>[]; facts: Facts },
  now: Date,
): SideTrackStatus {
  const before = owner.status?.conditions ?? [];
  const drafts = new Map(reported.conditions.map((draft) => [draft.type, draft]));
  const foreign = before.filter(({ type }) => !drafts.has(type));
  const own = [...drafts.values()].map((draft) => dated(draft, { before, owner, now }));
  return {
    ...owner.status,
    ...reported.facts,
    observedGeneration: owner.metadata.generation,
    conditions: [...own, ...foreign].sort((a, b) => rank(a.type) - rank(b.type)),
  };
}

interface Dating {
  readonly before: readonly Condition<SideTrackConditionType>[];
  readonly owner: SideTrack;
  readonly now: Date;
}

function dated(
  draft: ConditionDraft<SideTrackConditionType>,
  { before, owner, now }: Dating,
): Condition<SideTrackConditionType> {
  const old = before.find(({ type }) => type === draft.type);
  return {
    ...draft,
    observedGeneration: owner.metadata.generation,
    lastTransitionTime: old?.status === draft.status ? old.lastTransitionTime : `${now.toISOString().slice(0, 19)}Z`,
  };
}

function rank(type: SideTrackConditionType): number {
  return ORDER.indexOf(type);
}

/** As people read them: the sum first, then the parts in the order in which they come up. */
const ORDER: readonly SideTrackConditionType[] = [
  'Ready',
  'Progressing',
  'DatabaseReady',
  'Migrated',
  'TemporalReady',
  'ApiReady',
  'WorkersReady',
  'SiteReady',
  'BackupReady',
  'GpuReady',
];
