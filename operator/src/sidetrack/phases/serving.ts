import { sideTrackCondition } from '../../api/index.ts';
import type { ConditionDraft } from '../../api/index.ts';
import type { WorkloadState } from '../health/workload.ts';

export type ServingCondition = 'ApiReady' | 'WorkersReady' | 'SiteReady';

/** The condition of Deployments of the product's own images, told by the worst of them. */
export function servingCondition(
  type: ServingCondition,
  states: readonly WorkloadState[],
  isReached: boolean,
): ConditionDraft<ServingCondition> {
  const trouble = states.map((state) => state.trouble).find((found) => found !== undefined);
  const serves = states.every((state) => state.serves);
  if (serves)
    return sideTrackCondition(type, 'Ready', states.every(({ isCurrent }) => isCurrent) ? undefined : trouble?.says);
  if (trouble?.kind === 'image') return sideTrackCondition(type, 'ImagePullFailed', trouble.says);
  if (trouble !== undefined) return sideTrackCondition(type, 'NotReady', trouble.says);
  if (!isReached && states.some(({ exists }) => !exists)) return sideTrackCondition(type, 'Waiting');
  return sideTrackCondition(type, 'Starting');
}
