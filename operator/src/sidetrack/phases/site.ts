import { sideTrackCondition } from '../../api/index.ts';
import { siteDeployment, siteService } from '../../resources/site.ts';
import type { Context } from '../context.ts';
import { deploymentState } from '../health/workload.ts';
import { applyAll } from '../step.ts';
import type { Phase } from './phase.ts';
import { servingCondition } from './serving.ts';

/** The dashboard, last of the product's parts: what it shows is there by then. */
export const sitePhase: Phase = (context, isReached) => {
  const { installation, configHash } = context;
  const { replicas } = installation.spec.site;
  const state = siteState(context);
  return {
    steps: applyAll([siteService(installation), siteDeployment(installation, { replicas, configHash })]),
    conditions: [
      replicas === 0 ? sideTrackCondition('SiteReady', 'Disabled') : servingCondition('SiteReady', [state], isReached),
    ],
    isDone: state.isCurrent,
  };
};

export function siteState({ children, installation }: Context) {
  const { replicas } = installation.spec.site;
  return deploymentState(children, installation.childName('site'), { replicas, version: installation.version });
}
