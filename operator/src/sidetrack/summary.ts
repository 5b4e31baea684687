import { sideTrackCondition } from '../api/index.ts';
import type { ConditionDraft, SideTrackConditionType } from '../api/index.ts';
import type { Context } from './context.ts';
import type { Walked } from './plan.ts';

type Draft = ConditionDraft<SideTrackConditionType>;
type Outcome = Walked & { readonly failure: string | undefined };

/** Ready and Progressing: what the other conditions come to. */
export function summary(context: Context, outcome: Outcome): [Draft, Draft] {
  return [ready(context, outcome), progressing(context, outcome)];
}

function ready({ spec, owner, good }: Context, { conditions, isDone }: Outcome): Draft {
  if (spec.paused) return sideTrackCondition('Ready', 'Paused');
  if (spec.hibernate) return sideTrackCondition('Ready', 'Hibernating');
  const failing = conditions.filter(({ type, status }) => needed.has(type) && status !== 'True');
  // A version that is being rolled out beside one that serves takes nothing from those who use it.
  if (failing.length === 0 && (isDone || good !== undefined)) return sideTrackCondition('Ready', 'Ready');
  const before = owner.status?.conditions.find(({ type }) => type === 'Ready');
  const wasReady = before?.reason === 'Ready' || before?.reason === 'Degraded';
  const detail = failing.length === 0 ? undefined : `Not ready: ${failing.map(({ type }) => type).join(', ')}.`;
  return sideTrackCondition('Ready', wasReady ? 'Degraded' : 'Starting', detail);
}

function progressing(context: Context, { isDone, isBlocked, failure, conditions }: Outcome): Draft {
  const { spec, isRolledBack, isRollingOut, good, asked, restoring } = context;
  if (spec.paused) return sideTrackCondition('Progressing', 'Paused');
  if (failure !== undefined) return sideTrackCondition('Progressing', 'RolledBack', failure);
  if (isBlocked) return sideTrackCondition('Progressing', 'Blocked', blockers(conditions));
  if (spec.hibernate) return sideTrackCondition('Progressing', isDone ? 'Complete' : 'Hibernating');
  if (isRolledBack) return rolledBack(context);
  if (restoring !== undefined) return sideTrackCondition('Progressing', 'Restoring', `Backup ${restoring}.`);
  if (isDone) return sideTrackCondition('Progressing', 'Complete');
  if (isRollingOut && good !== undefined) {
    return sideTrackCondition('Progressing', 'RollingOut', `From ${good} to ${asked.version}.`);
  }
  return sideTrackCondition('Progressing', 'Applying');
}

/** Why it was rolled back is said when it happens, and kept for as long as it is so. */
function rolledBack({ owner, asked, good }: Context): Draft {
  const draft = sideTrackCondition('Progressing', 'RolledBack', `${asked.version} failed; ${good ?? ''} runs.`);
  const before = owner.status?.conditions.find(({ type, reason }) => type === 'Progressing' && reason === 'RolledBack');
  return before === undefined ? draft : { ...draft, message: before.message };
}

function blockers(conditions: readonly Draft[]): string {
  return conditions
    .filter(({ status }) => status === 'False')
    .map(({ type, reason }) => `${type} is False (${reason}).`)
    .join(' ');
}

const needed = new Set<SideTrackConditionType>([
  'DatabaseReady',
  'TemporalReady',
  'ApiReady',
  'WorkersReady',
  'SiteReady',
]);
