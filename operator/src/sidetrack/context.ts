import { imageHash } from '../resources/migration-job.ts';
import { hash8, installationOf } from './installation.ts';
import type { Installation } from './installation.ts';
import type { Observed } from './observed.ts';
import { secretNeeds } from './secret-needs.ts';

/** What was observed, and what follows from it for every phase: which version to render, whether to rest, what to restore. */
export interface Context extends Observed {
  /** Renders the children: at the version asked for, or at the last good one after a roll-back or while at rest. */
  readonly installation: Installation;
  /** Tag and hash of the image settings that the spec asks for. */
  readonly asked: { readonly version: string; readonly image: string };
  /** The version that runs, as far as is known. */
  readonly good: string | undefined;
  /** The version asked for failed and the last good one is put back. */
  readonly isRolledBack: boolean;
  /** The version to render is not (yet) the one that is known to run. */
  readonly isRollingOut: boolean;
  /** The backup that is to be restored and was not yet. */
  readonly restoring: string | undefined;
  /** Names the Secrets of the user that pods read, so that a changed one replaces them. */
  readonly configHash: string;
}

export function contextOf(observed: Observed): Context {
  const { owner, spec, operatorVersion, has } = observed;
  const asked = askedOf(observed);
  const { version: good, registry = spec.image.registry, restoredFrom } = owner.status ?? {};
  const isRolledBack = good !== undefined && isKnownToFail(observed, asked);
  const goesOn = good === undefined || !(isRolledBack || spec.hibernate);
  const version = goesOn ? asked.version : good;
  const image = goesOn ? spec.image : { ...spec.image, registry };
  const backup = spec.restoreFrom?.backup;
  return {
    ...observed,
    installation: installationOf(owner, { ...spec, image }, { version, operatorVersion, has }),
    ...{ asked, good, isRolledBack },
    isRollingOut: version !== good || image.registry !== registry,
    restoring: backup === restoredFrom ? undefined : backup,
    configHash: configHashOf(observed),
  };
}

function askedOf({ spec: { image }, operatorVersion }: Observed): Context['asked'] {
  const version = image.tag === '' ? operatorVersion : image.tag;
  return { version, image: imageHash(image, version) };
}

function isKnownToFail({ owner }: Observed, { version, image }: Context['asked']): boolean {
  return owner.status?.failedVersion === version && owner.status.failedImage === image;
}

/** The backup that the schema of the database came from, done or under way: a restored database is migrated anew. */
export function restoredBackup({ spec, owner, restoring }: Context): string | undefined {
  return spec.restoreFrom === undefined ? undefined : (restoring ?? owner.status?.restoredFrom);
}

/** The user's Secrets by name and version. The installation's own credentials never change. */
function configHashOf({ spec, secrets }: Observed): string {
  const names = [...new Set(secretNeeds(spec).map(({ name }) => name))].sort();
  return hash8(JSON.stringify(names.map((name) => [name, secrets.get(name)?.version ?? null])));
}
