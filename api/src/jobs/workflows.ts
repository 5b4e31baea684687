import type * as workflows from '@sidetrack/workflows';
import type { RunShape } from '../contract/internal/tenants.ts';
import type { VersionsShape } from '../contract/internal/versions.ts';

type WorkflowName = {
  [Name in keyof typeof workflows]: (typeof workflows)[Name] extends (input: never) => Promise<unknown> ? Name : never;
}[keyof typeof workflows];

/** A workflow to run under an id that is made of what it works on, so that asking twice runs it once. */
export interface WorkflowStart {
  readonly workflow: WorkflowName;
  readonly workflowId: string;
  readonly args: readonly unknown[];
  /** One line for Temporal's pages; ids only. */
  readonly summary: string;
  readonly correlationId: string;
}

/** The part of Temporal that the API uses. */
export interface Workflows {
  /** Starts it, or joins the one that runs under this id. @throws WorkflowsUnavailableError after a bounded wait */
  start(start: WorkflowStart): Promise<void>;
  /** Tells the dispatcher to look for due work now; it looks by itself within seconds, so a failure is of no consequence. */
  wakeDispatcher(): Promise<void>;
  /** @throws WorkflowsUnavailableError when Temporal does not answer soon */
  check(): Promise<void>;
  /** The newest runs under these ids, newest first. @throws WorkflowsUnavailableError */
  runs(workflowIds: readonly string[]): Promise<RunShape[]>;
  /** Versions of the workers that run workflows; none where they are not versioned. @throws WorkflowsUnavailableError */
  versions(): Promise<VersionsShape>;
  /** Lets new workflows start on a version. @throws UnknownVersionError, WorkflowsUnavailableError */
  setCurrentVersion(buildId: string): Promise<void>;
  close(): Promise<void>;
}

/** No worker of this version has asked for work yet. */
export class UnknownVersionError extends Error {
  override readonly name = 'UnknownVersionError';
  readonly remedy = 'Wait until its workers are ready, and look at their logs if they are not soon.';

  constructor(buildId: string, options?: ErrorOptions) {
    super(`Temporal knows no workers of the version ${buildId} yet.`, options);
  }
}

export class WorkflowsUnavailableError extends Error {
  override readonly name = 'WorkflowsUnavailableError';
  readonly remedy = 'Check that Temporal runs: `sidetrack doctor`.';

  constructor(address: string, options?: ErrorOptions) {
    super(`Temporal at ${address} does not answer. Check that it runs: \`sidetrack doctor\`.`, options);
  }
}
