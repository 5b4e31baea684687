import { parseSideTrackSpec, SpecError } from '../api/index.ts';
import type { ConditionDraft, SideTrack, SideTrackConditionType } from '../api/index.ts';
import type { GpuOutcome, GpuScaler } from '../gpu/index.ts';
import type { InstallationApis } from '../installation-api/index.ts';
import type { Change, Cluster, Controller, Key, Log, Registration, Watched } from '../runtime/index.ts';
import { applySteps } from './apply.ts';
import type { Applied } from './apply.ts';
import { contextOf } from './context.ts';
import { eventsOf } from './events.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import type { Facts, Plan } from './plan.ts';
import { invalidSpec, stoppedAt } from './refusals.ts';
import { statusOf } from './status.ts';

export interface SideTrackDeps {
  readonly cluster: Cluster;
  readonly watched: Watched;
  readonly clock: () => Date;
  readonly logger: Log;
  /** The image tag of installations that name none. */
  readonly operatorVersion: string;
  readonly apis: InstallationApis;
  readonly gpu: GpuScaler;
  /** That many random bytes in hexadecimal digits, for passwords and keys. */
  readonly randomHex: (bytes: number) => string;
}

/** Observes one SideTrack, plans, applies, reports. */
export function createSideTrackController(deps: SideTrackDeps): Controller {
  return {
    name: 'sidetrack',
    concurrency: 4,
    async reconcile(key, signal) {
      const owner = deps.watched.sidetracks.get(key.namespace, key.name) as unknown as SideTrack | undefined;
      // What it owns goes with it; its volumes and credentials are nobody's and stay.
      if (owner === undefined || owner.metadata.deletionTimestamp !== undefined) return undefined;
      return reconcile(deps, owner, signal);
    },
  };
}

/** The controller with what wakes it: changes of the SideTrack and of the objects that carry its name. */
export function sideTrackRegistration(deps: SideTrackDeps): Registration {
  return { controller: createSideTrackController(deps), keysOf };
}

async function reconcile(deps: SideTrackDeps, owner: SideTrack, signal: AbortSignal) {
  const { cluster, watched, clock, apis, logger, operatorVersion } = deps;
  const now = clock();
  let spec;
  try {
    spec = parseSideTrackSpec(owner.spec);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    await report(deps, owner, { conditions: invalidSpec(error), facts: owner.status ?? {}, now });
    return undefined;
  }
  const api = apis.of({ namespace: owner.metadata.namespace, name: owner.metadata.name });
  const eyes = { cluster, watched, api, now, operatorVersion };
  const observed = await observe(eyes, owner, spec, signal);
  const planned = plan(observed);
  const { installation } = contextOf(observed);
  const log = logger;
  const applied = await applySteps(
    planned.steps,
    { cluster, api, owner, installation, randomHex: deps.randomHex, log, now },
    signal,
  );
  const scaled = spec.paused ? undefined : await deps.gpu.scale(installation, signal);
  await report(deps, owner, reportOf(planned, applied, scaled, now));
  // The queue tries again with backoff, longer each time.
  if (applied.stopped !== undefined) throw applied.stopped.error;
  const waits = [planned.lookAgainSeconds, scaled?.requeueAfterSeconds ?? Infinity];
  return { requeueAfterSeconds: Math.min(...waits) };
}

interface Report {
  readonly conditions: readonly ConditionDraft<SideTrackConditionType>[];
  readonly facts: Facts;
  readonly now: Date;
}

function reportOf(planned: Plan, applied: Applied, scaled: GpuOutcome | undefined, now: Date): Report {
  const conditions = [...planned.conditions, ...(scaled === undefined ? [] : [scaled.condition])];
  const facts = { ...planned.facts, ...remembered(planned), ...(scaled === undefined ? {} : { gpu: scaled.status }) };
  return { conditions: stoppedAt(conditions, applied), facts, now };
}

/** What the steps wrote into the status stays in it. */
function remembered({ steps }: Plan): Partial<Facts> {
  return Object.assign({}, ...steps.map((step) => (step.do === 'remember' ? step.facts : {}))) as Partial<Facts>;
}

async function report({ cluster }: SideTrackDeps, owner: SideTrack, { now, ...reported }: Report): Promise<void> {
  const status = statusOf(owner, reported, now);
  const changed = await cluster.patchStatus(owner, status);
  if (changed === 'unchanged') return;
  for (const event of eventsOf(owner.status, status)) cluster.record(owner, event);
}

function keysOf({ kind, object }: Change): readonly Key[] {
  const { namespace, name, labels } = object.metadata ?? {};
  if (namespace === undefined || name === undefined || kind === 'Tenant') return [];
  if (kind === 'SideTrack') return [{ namespace, name }];
  const instance = labels?.['app.kubernetes.io/instance'];
  return instance === undefined ? [] : [{ namespace, name: instance }];
}
