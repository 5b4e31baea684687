import type { SideTrack } from '../api/index.ts';
import type { Cluster, Log } from '../runtime/index.ts';
import type { InstallationApi } from '../installation-api/index.ts';
import { createCredentials } from './create-credentials.ts';
import type { Installation } from './installation.ts';
import { statusOf } from './status.ts';
import { describeStep } from './step.ts';
import type { RememberStep, Step } from './step.ts';

/** What the steps act on. */
export interface Hands {
  readonly cluster: Cluster;
  readonly api: InstallationApi;
  readonly owner: SideTrack;
  readonly installation: Installation;
  /** That many random bytes in hexadecimal digits. */
  readonly randomHex: (bytes: number) => string;
  readonly log: Log;
  readonly now: Date;
}

export interface Applied {
  /** Steps that changed something. */
  readonly changed: number;
  /** The step at which it stopped, and why; the steps after it were not tried. */
  readonly stopped?: { readonly step: Step; readonly error: unknown };
  /** Optional steps that were refused. */
  readonly refused: readonly { readonly step: Step; readonly error: unknown }[];
}

/** Takes the steps in their order and stops at the first that fails. */
export async function applySteps(steps: readonly Step[], hands: Hands, signal: AbortSignal): Promise<Applied> {
  const refused: { step: Step; error: unknown }[] = [];
  let changed = 0;
  for (const step of steps) {
    signal.throwIfAborted();
    try {
      const hasChanged = await take(step, hands, signal);
      if (!hasChanged) continue;
      changed += 1;
      hands.log.info({ step: describeStep(step) }, 'Took a step.');
    } catch (error) {
      signal.throwIfAborted();
      if (step.do !== 'apply' || step.isOptional !== true) return { changed, refused, stopped: { step, error } };
      refused.push({ step, error });
    }
  }
  return { changed, refused };
}

async function take(step: Step, hands: Hands, signal: AbortSignal): Promise<boolean> {
  const { cluster, owner } = hands;
  switch (step.do) {
    case 'apply':
      return (await cluster.apply(step.object, step.owned ? owner : undefined)) !== 'unchanged';
    case 'create credentials':
      return createCredentials(hands);
    case 'delete':
      return (await cluster.delete(step.ref, { propagation: step.propagation })) === 'deleted';
    case 'set current version':
      await hands.api.setCurrentVersion(step.buildId, signal);
      return true;
    case 'remember':
      return remember(step, hands);
  }
}

async function remember({ facts, conditions = [] }: RememberStep, { cluster, owner, now }: Hands): Promise<boolean> {
  return (await cluster.patchStatus(owner, statusOf(owner, { conditions, facts }, now))) === 'changed';
}
