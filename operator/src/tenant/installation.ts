import type { SideTrack } from '../api/index.ts';
import type { Watched } from '../runtime/index.ts';

/** Whether the SideTrack that a Tenant belongs to is there and awake. */
export type Home =
  | { readonly is: 'missing' }
  | { readonly is: 'resting' }
  | { readonly is: 'there'; readonly namespace: string; readonly name: string };

export function homeOf(watched: Pick<Watched, 'sidetracks'>, namespace: string, name: string): Home {
  const sidetrack = watched.sidetracks.get(namespace, name) as SideTrack | undefined;
  if (sidetrack === undefined) return { is: 'missing' };
  return sidetrack.spec.hibernate === true ? { is: 'resting' } : { is: 'there', namespace, name };
}
