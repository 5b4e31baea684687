import { sideTrackCondition } from '../../api/index.ts';
import { cnpgCluster } from '../../resources/cnpg.ts';
import { postgresServices, postgresStatefulSet, postgresVolume } from '../../resources/postgres.ts';
import type { Context } from '../context.ts';
import { statefulSetState } from '../health/workload.ts';
import { missingSecrets } from '../missing-secrets.ts';
import { applyAll } from '../step.ts';
import type { Step } from '../step.ts';
import { SECRET_SECONDS } from './api.ts';
import type { Phase, PhasePlan } from './phase.ts';

/** The database that holds every fact: the operator's own, CloudNativePG's, or one that others run. */
export const databasePhase: Phase = (context) => {
  const { database } = context.spec;
  if (database.external !== undefined) return externalPlan(context);
  return database.cnpg === undefined ? embeddedPlan(context) : cnpgPlan(context);
};

/** The volume outlives the SideTrack, so it has no owner; a class that cannot grow it refuses, and it stays as it is. */
export function volumeStep({ installation }: Pick<Context, 'installation'>): Step[] {
  const volume = postgresVolume(installation);
  return volume === null ? [] : [{ do: 'apply', object: volume, owned: false, isOptional: true }];
}

function embeddedPlan(context: Context): PhasePlan {
  const { installation, children } = context;
  const state = statefulSetState(children, installation.childName('postgres'), { replicas: 1 });
  const steps = [
    ...volumeStep(context),
    ...applyAll([...postgresServices(installation), postgresStatefulSet(installation, 1)]),
  ];
  return { steps, conditions: [embeddedCondition(context, state)], isDone: state.serves };
}

function embeddedCondition({ children, installation }: Context, state: ReturnType<typeof statefulSetState>) {
  if (state.serves) return sideTrackCondition('DatabaseReady', 'Ready');
  const { trouble } = state;
  if (trouble?.kind === 'disk full') return sideTrackCondition('DatabaseReady', 'VolumeFull', trouble.says);
  const claim = children.claims.find(
    ({ metadata }) => metadata?.name === `data-${installation.childName('postgres')}-0`,
  );
  // A class that binds late leaves the claim pending until a pod wants it; that is no trouble while there is none.
  if (claim?.status?.phase === 'Pending' && trouble?.kind === 'unschedulable') {
    const name = claim.metadata?.name ?? '';
    return sideTrackCondition(
      'DatabaseReady',
      'VolumePending',
      `PersistentVolumeClaim ${name} is pending. ${trouble.says}`,
    );
  }
  if (trouble !== undefined) return sideTrackCondition('DatabaseReady', 'NotReady', trouble.says);
  return sideTrackCondition('DatabaseReady', 'Starting');
}

function cnpgPlan(context: Context): PhasePlan {
  const { installation, cnpg, has } = context;
  if (!has.cnpg) {
    const conditions = [sideTrackCondition('DatabaseReady', 'CnpgMissing')];
    return { steps: [], conditions, isDone: false, isBlocked: true, lookAgainSeconds: 60 };
  }
  const { readyInstances = 0, phase } =
    (cnpg as { status?: { readyInstances?: number; phase?: string } } | null)?.status ?? {};
  const isDone = readyInstances > 0;
  const detail = phase === undefined ? undefined : `CloudNativePG says: ${phase}.`;
  return {
    steps: applyAll([cnpgCluster(installation, true)]),
    conditions: [
      isDone ? sideTrackCondition('DatabaseReady', 'Ready') : sideTrackCondition('DatabaseReady', 'Starting', detail),
    ],
    isDone,
    // Clusters are not watched.
    ...(isDone ? {} : { lookAgainSeconds: 5 }),
  };
}

function externalPlan(context: Context): PhasePlan {
  const missing = missingSecrets(context, 'database');
  const endpoint = context.externalDatabase;
  const problem = missing ?? (endpoint?.problem === undefined ? undefined : endpoint.problem);
  if (problem !== undefined) {
    const conditions = [sideTrackCondition('DatabaseReady', 'SecretMissing', problem)];
    return { steps: [], conditions, isDone: false, isBlocked: true, lookAgainSeconds: SECRET_SECONDS };
  }
  return { steps: [], conditions: [sideTrackCondition('DatabaseReady', 'Ready')], isDone: true };
}
