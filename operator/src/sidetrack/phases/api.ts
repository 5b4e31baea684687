import { sideTrackCondition } from '../../api/index.ts';
import { apiDeployment, apiService } from '../../resources/api.ts';
import type { Context } from '../context.ts';
import { deploymentState } from '../health/workload.ts';
import { missingSecrets } from '../missing-secrets.ts';
import { applyAll } from '../step.ts';
import type { Phase } from './phase.ts';
import { servingCondition } from './serving.ts';

/** The API of the version to render. Nothing after it goes to a new version before it is ready there. */
export const apiPhase: Phase = (context, isReached) => {
  const { installation, configHash } = context;
  const replicas = installation.spec.api.replicas;
  const state = apiState(context);
  const missing = missingSecrets(context, 'api');
  if (missing !== undefined) {
    return {
      steps: [],
      conditions: [sideTrackCondition('ApiReady', 'SecretMissing', missing)],
      isDone: false,
      isBlocked: true,
      lookAgainSeconds: SECRET_SECONDS,
    };
  }
  const condition = servingCondition('ApiReady', [state], isReached);
  const isCutOff = state.serves && context.versions?.answered === false && !context.versions.reached;
  return {
    steps: applyAll([apiService(installation), apiDeployment(installation, { replicas, configHash })]),
    conditions: [isCutOff ? sideTrackCondition('ApiReady', 'Unreachable', cutOffBecause(context)) : condition],
    isDone: state.isCurrent,
  };
};

export function apiState({ children, installation }: Context) {
  const { replicas } = installation.spec.api;
  return deploymentState(children, installation.childName('api'), { replicas, version: installation.version });
}

/** Secrets are not watched: they are looked for now and then. */
export const SECRET_SECONDS = 15;

function cutOffBecause({ versions }: Context): string | undefined {
  return versions?.answered === false ? versions.why : undefined;
}
