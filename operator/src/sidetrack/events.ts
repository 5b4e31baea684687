import type { Condition, SideTrackStatus } from '../api/index.ts';
import type { EventText } from '../runtime/index.ts';

/** What to tell people of a change of the status: one event for each condition whose reason changed to one of note. */
export function eventsOf(before: SideTrackStatus | undefined, after: SideTrackStatus): EventText[] {
  const changed = after.conditions.filter((condition) => {
    const old = before?.conditions.find(({ type }) => type === condition.type);
    return old?.reason !== condition.reason && !(old === undefined && QUIET_AT_FIRST.has(condition.reason));
  });
  return changed.filter(({ reason }) => !QUIET.has(reason)).map(eventOf);
}

function eventOf({ type, status, reason, message }: Condition): EventText {
  const isWarning = status === 'False' && !EXPECTED.has(reason);
  return {
    type: isWarning ? 'Warning' : 'Normal',
    reason: reason === 'Ready' ? type : `${type}${reason}`,
    note: message.length <= LONGEST_NOTE ? message : `${message.slice(0, LONGEST_NOTE - 1)}…`,
    action: 'Reconcile',
  };
}

/** The API server takes notes up to 1 kB. */
const LONGEST_NOTE = 500;
/** Steps on a way that goes well: the condition says them, events would only repeat it. */
const QUIET = new Set(['Waiting', 'Starting', 'Applying', 'Idle', 'Migrating', 'NoneYet', 'External']);
const QUIET_AT_FIRST = new Set(['Disabled', 'Complete']);
const EXPECTED = new Set(['Complete', 'Hibernating', 'Paused']);
