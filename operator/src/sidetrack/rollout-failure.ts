import type { Context } from './context.ts';
import { apiState } from './phases/api.ts';
import { siteState } from './phases/site.ts';
import { workerStates } from './phases/workers.ts';
import { workerQueues } from '../resources/worker.ts';

/** Why the version being rolled out is given up: a part of it did not become ready in the roll-out's time; undefined: not (yet). */
export function rolloutFailure(context: Context): string | undefined {
  const parts = [
    { name: 'the API', state: apiState(context) },
    ...workerStates(context).map((state, index) => ({
      name: `the worker of queue ${workerQueues[index] ?? ''}`,
      state,
    })),
    { name: 'the site', state: siteState(context) },
  ];
  const overdue = parts.find(({ state }) => state.isOverdue);
  if (overdue === undefined) return undefined;
  const { name, state } = overdue;
  const seconds = String(context.installation.spec.rollout.deadlineSeconds);
  return `Version ${context.asked.version}: ${name} was not ready in ${seconds} s. ${state.trouble?.says ?? ''}`.trim();
}
