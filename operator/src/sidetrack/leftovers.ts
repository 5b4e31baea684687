import type { KubernetesObject } from '../runtime/index.ts';
import type { Context } from './context.ts';
import { deleteStep } from './step.ts';
import type { Step } from './step.ts';

/**
 * What this SideTrack owns and no longer asks for: an Ingress that was taken out of the spec, the cache that was switched off. Only what it
 * owns: volumes, credentials and backups have no owner. Jobs and versioned workers are seen to by their phases.
 */
export function leftovers({ children, installation }: Context, asked: readonly Step[]): Step[] {
  const kept = new Set(asked.flatMap((step) => (step.do === 'apply' ? [keyOf(step.object)] : [])));
  const candidates: KubernetesObject[] = [
    ...children.deployments.filter(
      ({ metadata }) => metadata?.labels?.['app.kubernetes.io/component'] !== 'worker-sidetrack',
    ),
    ...children.statefulSets,
    ...children.cronJobs,
    ...children.others,
  ] as KubernetesObject[];
  return candidates
    .filter((object) => isOwned(object, installation.uid) && !kept.has(keyOf(object)))
    .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
    .map(deleteStep);
}

function isOwned({ metadata }: KubernetesObject, uid: string): boolean {
  return metadata?.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid) ?? false;
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return `${kind ?? ''}/${metadata?.name ?? ''}`;
}
