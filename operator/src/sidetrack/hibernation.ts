import { sideTrackCondition } from '../api/index.ts';
import { apiService } from '../resources/api.ts';
import { cnpgCluster } from '../resources/cnpg.ts';
import { postgresServices, postgresStatefulSet } from '../resources/postgres.ts';
import { redisDeployment, redisService } from '../resources/redis.ts';
import { siteService } from '../resources/site.ts';
import { temporalUi } from '../resources/temporal-ui.ts';
import { temporalConfigMap, temporalDeployment, temporalService } from '../resources/temporal.ts';
import { databaseOf } from './database-of.ts';
import { deploymentState, statefulSetState } from './health/workload.ts';
import { accessPhase } from './phases/access.ts';
import { backupPhase } from './phases/backup.ts';
import { credentialsPhase } from './phases/credentials.ts';
import { volumeStep } from './phases/database.ts';
import { edgePhase } from './phases/edge.ts';
import { monitoringPhase } from './phases/monitoring.ts';
import type { Phase } from './phases/phase.ts';
import { isProductAtRest, restSteps } from './rescale.ts';
import { applyAll } from './step.ts';

/** Those who use the database go to rest first, then Temporal, which uses it too, then the database itself; its volume stays. */
const restProduct: Phase = (context) => ({
  steps: [...restSteps(context), ...applyAll([apiService(context.installation), siteService(context.installation)])],
  conditions: (['ApiReady', 'WorkersReady', 'SiteReady'] as const).map((type) =>
    sideTrackCondition(type, 'Hibernating'),
  ),
  isDone: isProductAtRest(context),
});

const restTemporal: Phase = (context) => {
  const { installation, children } = context;
  const database = databaseOf(context);
  if (installation.spec.temporal.embedded === undefined || database === undefined) {
    return { steps: [], conditions: [], isDone: true };
  }
  const states = ['temporal', 'temporal-ui'].map((component) =>
    deploymentState(children, installation.childName(component), { replicas: 0 }),
  );
  return {
    steps: applyAll([
      temporalConfigMap(installation, database),
      temporalService(installation),
      temporalDeployment(installation, database, 0),
      ...temporalUi(installation, 0),
    ]),
    conditions: [sideTrackCondition('TemporalReady', 'Hibernating')],
    isDone: states.every(({ exists, isAtRest }) => !exists || isAtRest),
  };
};

const restFoundation: Phase = (context) => {
  const { installation, children } = context;
  const { cache, database } = installation.spec;
  const isOwnCache = cache.enabled && cache.external === undefined;
  const states = [
    deploymentState(children, installation.childName('redis'), { replicas: 0 }),
    statefulSetState(children, installation.childName('postgres'), { replicas: 0 }),
  ];
  return {
    steps: [
      ...(isOwnCache ? applyAll([redisService(installation), redisDeployment(installation, 0)]) : []),
      ...volumeStep(context),
      ...applyAll([...postgresServices(installation), postgresStatefulSet(installation, 0)]),
      ...(context.has.cnpg ? applyAll([cnpgCluster(installation, false)]) : []),
    ],
    conditions: database.external === undefined ? [sideTrackCondition('DatabaseReady', 'Hibernating')] : [],
    isDone: states.every(({ exists, isAtRest }) => !exists || isAtRest),
  };
};

/** The phases of an installation that hibernates, in place of those of one that runs. */
export const hibernationPhases: readonly Phase[] = [
  credentialsPhase,
  accessPhase,
  edgePhase,
  backupPhase,
  monitoringPhase,
  restProduct,
  restTemporal,
  restFoundation,
];
