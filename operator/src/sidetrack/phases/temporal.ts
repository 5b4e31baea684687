import { sideTrackCondition } from '../../api/index.ts';
import { temporalConfigMap, temporalDeployment, temporalService } from '../../resources/temporal.ts';
import { temporalUi } from '../../resources/temporal-ui.ts';
import type { Context } from '../context.ts';
import { databaseOf } from '../database-of.ts';
import { deploymentState } from '../health/workload.ts';
import { missingSecrets } from '../missing-secrets.ts';
import { applyAll } from '../step.ts';
import { SECRET_SECONDS } from './api.ts';
import type { Phase, PhasePlan } from './phase.ts';

/** The Temporal server with its pages, or what is known of one that others run. */
export const temporalPhase: Phase = (context, isReached) => {
  if (context.spec.temporal.external !== undefined) return externalPlan(context);
  const { installation, children } = context;
  const database = databaseOf(context);
  if (database === undefined) {
    return { steps: [], conditions: [sideTrackCondition('TemporalReady', 'Waiting')], isDone: false };
  }
  const state = deploymentState(children, installation.childName('temporal'), { replicas: 1 });
  const waits = !isReached && !state.exists;
  return {
    steps: applyAll([
      temporalConfigMap(installation, database),
      temporalService(installation),
      temporalDeployment(installation, database, 1),
      ...temporalUi(installation, 1),
    ]),
    conditions: state.serves
      ? [sideTrackCondition('TemporalReady', 'Ready')]
      : state.trouble !== undefined
        ? [sideTrackCondition('TemporalReady', 'NotReady', state.trouble.says)]
        : [sideTrackCondition('TemporalReady', waits ? 'Waiting' : 'Starting')],
    isDone: state.serves,
  };
};

/** The API is the one that speaks with an external Temporal; what it says of it is told on. */
function externalPlan(context: Context): PhasePlan {
  const missing = missingSecrets(context, 'temporal');
  if (missing !== undefined) {
    const conditions = [sideTrackCondition('TemporalReady', 'SecretMissing', missing)];
    return { steps: [], conditions, isDone: false, isBlocked: true, lookAgainSeconds: SECRET_SECONDS };
  }
  const { versions } = context;
  if (versions?.answered === false && versions.reached) {
    const address = context.spec.temporal.external?.address ?? '';
    const detail = `The API cannot use Temporal at ${address}: ${versions.why}`;
    return { steps: [], conditions: [sideTrackCondition('TemporalReady', 'NotReady', detail)], isDone: true };
  }
  return { steps: [], conditions: [sideTrackCondition('TemporalReady', 'External')], isDone: true };
}
