import type { KubernetesObject, Propagation, Ref } from '../runtime/index.ts';
import type { ConditionDraft, SideTrackConditionType, SideTrackStatus } from '../api/index.ts';

/** One thing to do, in the order of the plan. Each can be done again at no harm: the operator may die after any of them. */
export type Step = ApplyStep | CredentialsStep | DeleteStep | CurrentVersionStep | RememberStep;

/** Makes the object as it is rendered; writes nothing where it already is. */
export interface ApplyStep {
  readonly do: 'apply';
  readonly object: KubernetesObject;
  /** False for what outlives the SideTrack. */
  readonly owned: boolean;
  /** A refusal is reported and does not hold up the steps after it. */
  readonly isOptional?: true;
}

/** Makes the Secret of the installation's own credentials, once; one that is there is never touched. */
export interface CredentialsStep {
  readonly do: 'create credentials';
  readonly name: string;
}

export interface DeleteStep {
  readonly do: 'delete';
  readonly ref: Ref;
  readonly propagation: Propagation;
}

/** Lets new workflows start on this version of the workers, through the installation's API. */
export interface CurrentVersionStep {
  readonly do: 'set current version';
  readonly buildId: string;
}

/** Writes facts into the status before anything is done that rests on them, so that a killed operator finds them. */
export interface RememberStep {
  readonly do: 'remember';
  readonly facts: Partial<Pick<SideTrackStatus, 'failedVersion' | 'failedImage' | 'restoredFrom'>>;
  /** What is said of them, in the same write: the next look may already be made from this status. */
  readonly conditions?: readonly ConditionDraft<SideTrackConditionType>[];
}

/** Applies objects that are gone when the SideTrack is. */
export function applyAll(objects: readonly (KubernetesObject | null)[]): ApplyStep[] {
  return objects.flatMap((object) => (object === null ? [] : [{ do: 'apply', object, owned: true }]));
}

export function deleteStep({ apiVersion, kind, metadata }: Named): DeleteStep {
  if (apiVersion === undefined || kind === undefined || metadata?.name === undefined) {
    throw new TypeError('What is deleted needs apiVersion, kind and metadata.name.');
  }
  const { name, namespace } = metadata;
  const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
  return { do: 'delete', ref, propagation: 'Background' };
}

/** What the objects of the client library and of the runtime have in common. */
interface Named {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** The step in a few words, for logs and conditions, e.g. `apply Deployment listen-api`. */
export function describeStep(step: Step): string {
  switch (step.do) {
    case 'apply':
      return `apply ${step.object.kind ?? ''} ${step.object.metadata?.name ?? ''}`;
    case 'create credentials':
      return `create Secret ${step.name}`;
    case 'delete':
      return `delete ${step.ref.kind} ${step.ref.name}`;
    case 'set current version':
      return `set worker version ${step.buildId} as current`;
    case 'remember':
      return `remember ${Object.entries(step.facts)
        .map(([name, value]) => `${name} ${value ?? 'none'}`)
        .join(', ')}`;
  }
}
