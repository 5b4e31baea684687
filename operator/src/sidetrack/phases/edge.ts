import { siteIngress } from '../../resources/ingress.ts';
import { podDisruptionBudgets } from '../../resources/pod-disruption-budgets.ts';
import { applyAll } from '../step.ts';
import type { Phase } from './phase.ts';

/** The way in from outside, and how many pods may be evicted at once. */
export const edgePhase: Phase = ({ installation }) => ({
  steps: applyAll([siteIngress(installation), ...podDisruptionBudgets(installation)]),
  conditions: [],
  isDone: true,
});
