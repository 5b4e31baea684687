import type { SideTrack, Tenant } from '../api/index.ts';
import type { Change, Key, KubernetesObject, Watched } from '../runtime/index.ts';

/** The Tenants that a change wakes: the one that was changed by a person, or all of an installation that came, went, or answers again. */
export function keysOfChange(change: Change, watched: Watched): readonly Key[] {
  if (change.kind === 'Tenant') return isByPerson(change) ? [keyOf(change.object)] : [];
  if (change.kind !== 'SideTrack' || !isNews(change)) return [];
  const { namespace, name } = keyOf(change.object);
  const tenants = watched.tenants.list(namespace) as Tenant[];
  return tenants.filter(({ spec }) => (spec.installation ?? 'sidetrack') === name).map(keyOf);
}

/** The status is the operator's own word. */
function isByPerson({ object, previous, deleted }: Change): boolean {
  if (deleted || previous === undefined) return true;
  return wishOf(previous) !== wishOf(object);
}

function wishOf({ metadata = {} }: KubernetesObject): string {
  const { uid, generation, deletionTimestamp, annotations } = metadata;
  return JSON.stringify([uid, generation, deletionTimestamp, annotations]);
}

function isNews({ object, previous, deleted }: Change): boolean {
  if (deleted || previous === undefined) return true;
  return factsOf(previous as SideTrack) !== factsOf(object as SideTrack);
}

/** All that Tenants care about: a Tenant that waits for its installation must not wait for its next look. */
function factsOf({ spec, status }: SideTrack): string {
  const api = status?.conditions.find(({ type }) => type === 'ApiReady')?.status;
  return JSON.stringify([spec.hibernate ?? false, api]);
}

function keyOf({ metadata }: KubernetesObject): Key {
  return { namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
}
