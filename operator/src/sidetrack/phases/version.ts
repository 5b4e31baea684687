import { buildIdOf } from '../../resources/worker.ts';
import { versionOf } from '../health/workload.ts';
import { deleteStep } from '../step.ts';
import type { Step } from '../step.ts';
import { apiState } from './api.ts';
import type { Phase } from './phase.ts';
import { formerWorkers } from './workers.ts';

/**
 * Lets new workflows start on the version to render, once its workers are ready; those of a former version go when nothing runs on it
 * any more.
 */
export const versionPhase: Phase = (context) => {
  const { versions, installation } = context;
  const buildId = buildIdOf(installation.version);
  if (versions === null || !versions.answered) {
    return { steps: [], conditions: [], isDone: false, ...(apiState(context).serves ? { lookAgainSeconds: 10 } : {}) };
  }
  const { current, versions: known } = versions.versions;
  if (current !== buildId)
    return { steps: [{ do: 'set current version', buildId }], conditions: [], isDone: false, lookAgainSeconds: 2 };
  const former = formerWorkers(context);
  const gone: Step[] = former
    .filter((deployment) => isFinished(versionOf(deployment), known))
    .map((deployment) => deleteStep({ ...deployment, apiVersion: 'apps/v1', kind: 'Deployment' }));
  return {
    steps: gone,
    conditions: [],
    isDone: true,
    ...(former.length > gone.length ? { lookAgainSeconds: DRAINING_SECONDS } : {}),
  };
};

const DRAINING_SECONDS = 30;

/** A version that Temporal never heard of, or that never became current, has no workflow of its own. */
function isFinished(version: string, known: readonly { buildId: string; status: string }[]): boolean {
  const found = known.find(({ buildId }) => buildId === buildIdOf(version));
  return found === undefined || found.status === 'drained' || found.status === 'inactive';
}
