import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { DueWork } from '@sidetrack/activities';
import {
  ParentClosePolicy,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  log,
  setHandler,
  setWorkflowOptions,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { looking } from './activities.ts';
import { held, isHeld, withoutExpired, type Holds, type Outcome } from './holds.ts';
import { movesOver } from './moves-over.ts';
import { chooseStarts, plannedStarts, type Start } from './plan-starts.ts';

export interface DispatcherInput {
  holds?: Holds;
  /** After so many looks it goes on under a new run; keeps a run's history to some thousands of small events. */
  looksPerRun?: number;
}

/** Look for due work now: something was added that a person waits for. */
export const wake = defineSignal('wake');

const LOOK_EVERY = '5 seconds';

/**
 * Starts what is due, for ever. What is due stands in PostgreSQL; this holds only what it started and what it leaves
 * alone for a while, and loses nothing when it is itself lost. After a pause (a laptop that slept) it looks once,
 * whatever the number of looks it missed.
 */
export async function Dispatcher({ holds: inherited = {}, looksPerRun = 400 }: DispatcherInput = {}): Promise<never> {
  let holds = inherited;
  let woken = false;
  const running = new Map<string, Start>();
  setHandler(wake, () => {
    woken = true;
  });

  const ended = (start: Start, outcome: Outcome): void => {
    running.delete(start.workflowId);
    holds = held(holds, start.workflowId, outcome, Date.now());
    woken ||= outcome !== 'runs-elsewhere';
  };
  const launch = async (start: Start): Promise<void> => {
    running.set(start.workflowId, start);
    try {
      const child = await startChild(start.workflow, {
        workflowId: start.workflowId,
        args: [...start.args],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        staticSummary: start.summary,
      });
      child.result().then(
        () => ended(start, 'done'),
        () => ended(start, 'failed'),
      );
    } catch (error) {
      if (isCancellation(error)) throw error;
      ended(start, error instanceof WorkflowExecutionAlreadyStartedError ? 'runs-elsewhere' : 'failed');
    }
  };

  for (let look = 0; look < looksPerRun && !workflowInfo().continueAsNewSuggested; look++) {
    woken = false;
    const due = await lookForWork();
    if (due !== null) {
      const now = Date.now();
      const starts = chooseStarts(plannedStarts(due), running.values(), (id) => isHeld(holds, id, now));
      await Promise.all(starts.map(launch));
    }
    await condition(() => woken, LOOK_EVERY);
  }
  return continueAsNew<typeof Dispatcher>({ holds: withoutExpired(holds, Date.now()), looksPerRun });
}

// It never ends.
setWorkflowOptions(movesOver, Dispatcher);

async function lookForWork(): Promise<DueWork | null> {
  try {
    return await looking.findDueWork.executeWithOptions({ summary: 'What is due?' }, []);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('Could not ask the database what is due; asking again soon.', { error });
    return null;
  }
}
