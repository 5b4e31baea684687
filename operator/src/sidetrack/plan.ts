import type { ConditionDraft, SideTrackConditionType, SideTrackStatus } from '../api/index.ts';
import { sideTrackCondition } from '../api/index.ts';
import { publicUrl } from '../resources/environment.ts';
import { contextOf } from './context.ts';
import type { Context } from './context.ts';
import { hibernationPhases } from './hibernation.ts';
import type { Observed } from './observed.ts';
import { lastBackup } from './phases/backup.ts';
import { migrationFailure } from './phases/migration.ts';
import type { Phase, PhasePlan } from './phases/phase.ts';
import { phases } from './phases/index.ts';
import { leftovers } from './leftovers.ts';
import { rolloutFailure } from './rollout-failure.ts';
import { summary } from './summary.ts';
import type { Step } from './step.ts';

/** What to do now, in order, and what to report. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly conditions: readonly ConditionDraft<SideTrackConditionType>[];
  /** The rest of the status; what is undefined is removed from it. */
  readonly facts: Facts;
  readonly lookAgainSeconds: number;
}

export type Facts = Pick<
  SideTrackStatus,
  | 'version'
  | 'registry'
  | 'targetVersion'
  | 'failedVersion'
  | 'failedImage'
  | 'restoredFrom'
  | 'hibernatedAt'
  | 'url'
  | 'lastBackup'
  | 'gpu'
>;

/**
 * From what was observed to what to do: no clock, no chance, no request. The steps end with those of the first phase that is not done;
 * when they are taken and what they wait for has come, the next plan goes on from there. A plan made when everything is there has the
 * same steps again, each of which writes nothing.
 */
export function plan(observed: Observed): Plan {
  const context = contextOf(observed);
  const failure = context.spec.paused ? undefined : failureOf(context);
  const walked = walk(context, context.spec.hibernate ? hibernationPhases : phases);
  const steps = failure === undefined ? walked.steps : [rememberFailure(context, failure)];
  const isDone = walked.isDone && failure === undefined;
  return {
    steps: context.spec.paused ? [] : steps,
    conditions: [...walked.conditions, ...summary(context, { ...walked, isDone, failure })],
    facts: factsOf(context, isDone),
    lookAgainSeconds: failure === undefined ? walked.lookAgainSeconds : 1,
  };
}

/** What the phases come to together. */
export interface Walked {
  readonly steps: readonly Step[];
  readonly conditions: readonly ConditionDraft<SideTrackConditionType>[];
  readonly isDone: boolean;
  readonly isBlocked: boolean;
  readonly lookAgainSeconds: number;
}

function walk(context: Context, all: readonly Phase[]): Walked {
  const steps: Step[] = [];
  const plans: PhasePlan[] = [];
  let isReached = true;
  for (const phase of all) {
    const planned = phase(context, isReached);
    plans.push(planned);
    if (!isReached) continue;
    steps.push(...planned.steps);
    isReached = planned.isDone;
  }
  if (isReached)
    steps.push(
      ...leftovers(
        context,
        plans.flatMap((planned) => planned.steps),
      ),
    );
  const waiting = plans.flatMap(({ lookAgainSeconds }) => lookAgainSeconds ?? []);
  return {
    steps,
    conditions: oneOfEachType(plans.flatMap(({ conditions }) => conditions)),
    isDone: isReached,
    isBlocked: plans.some((planned) => planned.isBlocked === true),
    lookAgainSeconds: Math.min(isReached ? SETTLED_SECONDS : WAITING_SECONDS, ...waiting),
  };
}

/** Several phases may speak of one condition (of the database: credentials, server, restore): the first that finds fault, else the first. */
function oneOfEachType(
  drafts: readonly ConditionDraft<SideTrackConditionType>[],
): ConditionDraft<SideTrackConditionType>[] {
  const chosen = new Map<SideTrackConditionType, ConditionDraft<SideTrackConditionType>>();
  for (const draft of drafts) {
    const before = chosen.get(draft.type);
    if (before === undefined || (before.status === 'True' && draft.status !== 'True')) chosen.set(draft.type, draft);
  }
  return [...chosen.values()];
}

/** Why the version asked for is given up; undefined while there is hope, or nothing to go back to. */
function failureOf(context: Context): string | undefined {
  if (context.good === undefined || !context.isRollingOut || context.spec.hibernate || context.restoring !== undefined)
    return undefined;
  return migrationFailure(context) ?? rolloutFailure(context);
}

/** Written down before the old version is put back, so that an operator that dies in between does not try the new one again. */
function rememberFailure({ asked }: Context, failure: string): Step {
  return {
    do: 'remember',
    facts: { failedVersion: asked.version, failedImage: asked.image },
    conditions: [sideTrackCondition('Progressing', 'RolledBack', failure)],
  };
}

function factsOf(context: Context, isDone: boolean): Facts {
  const { owner, spec, installation } = context;
  const before = owner.status ?? { conditions: [] };
  return {
    ...versionFacts(context, isDone && !spec.paused && !spec.hibernate),
    restoredFrom: spec.restoreFrom === undefined ? undefined : before.restoredFrom,
    hibernatedAt: hibernatedAt(context, isDone),
    url: publicUrl(installation),
    lastBackup: lastBackup(context),
    gpu: before.gpu,
  };
}

/** `isRunning`: all of the version that is rendered is there and ready. */
function versionFacts({ owner, asked, installation, isRolledBack, isRollingOut, spec }: Context, isRunning: boolean) {
  const { version, registry, failedVersion, failedImage } = owner.status ?? {};
  const { version: rendered, spec: renderedSpec } = installation;
  return {
    version: isRunning ? rendered : version,
    registry: isRunning ? renderedSpec.image.registry : registry,
    targetVersion: isRollingOut && !isRunning && !spec.hibernate ? asked.version : undefined,
    failedVersion: isRolledBack ? failedVersion : undefined,
    failedImage: isRolledBack ? failedImage : undefined,
  };
}

function hibernatedAt({ spec, owner, now }: Context, isDone: boolean): string | undefined {
  if (!spec.hibernate) return undefined;
  return owner.status?.hibernatedAt ?? (isDone && !spec.paused ? now.toISOString() : undefined);
}

/** Watches tell of changes; this often the Secrets and what is not watched are looked at all the same. */
const SETTLED_SECONDS = 300;
const WAITING_SECONDS = 30;
