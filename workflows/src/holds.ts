/** Until when a workflow id is left alone, and how often in a row it failed. Times are milliseconds since 1970. */
export interface Hold {
  until: number;
  failures: number;
}
export type Holds = Readonly<Record<string, Hold>>;
export type Outcome = 'done' | 'failed' | 'runs-elsewhere';

/** Work that is due again at once is looked at again after this; it keeps a step that achieves nothing from spinning. */
const AFTER_DONE_MS = 3_000;
const AFTER_FAILURE_MS = 10_000;
const LONGEST_MS = 10 * 60_000;
/** A run that an earlier dispatcher or a person started reports to nobody here, so it is asked after now and then. */
const RUNS_ELSEWHERE_MS = 15_000;

/** The holds after one workflow ended or was found running: failures double the wait, up to ten minutes. */
export function held(holds: Holds, workflowId: string, outcome: Outcome, now: number): Holds {
  const failures = outcome === 'failed' ? (holds[workflowId]?.failures ?? 0) + 1 : 0;
  const wait = {
    done: AFTER_DONE_MS,
    failed: Math.min(LONGEST_MS, AFTER_FAILURE_MS * 2 ** Math.min(failures - 1, 10)),
    'runs-elsewhere': RUNS_ELSEWHERE_MS,
  }[outcome];
  return { ...holds, [workflowId]: { until: now + wait, failures } };
}

export const isHeld = (holds: Holds, workflowId: string, now: number): boolean => now < (holds[workflowId]?.until ?? 0);

/** Forgets holds that are over. A failure is remembered as long again, so that its successor still counts as a repetition. */
export function withoutExpired(holds: Holds, now: number): Holds {
  return Object.fromEntries(
    Object.entries(holds).filter(([, hold]) => now < hold.until + (hold.failures > 0 ? LONGEST_MS : 0)),
  );
}
