import type { V1Job } from '@kubernetes/client-node';
import { componentOf } from './component-of.ts';
import type { Context } from './context.ts';

/** Whether the Job was made before the embedded database's volume was: a new volume holds nothing of what it did. */
export function isOlderThanVolume({ children, spec }: Pick<Context, 'children' | 'spec'>, job: V1Job): boolean {
  if (spec.database.embedded === undefined) return false;
  const volume = children.claims.find((claim) => componentOf(claim) === 'postgres');
  const [made, volumeMade] = [job, volume].map((object) => object?.metadata?.creationTimestamp);
  return made !== undefined && volumeMade !== undefined && new Date(made) < new Date(volumeMade);
}
