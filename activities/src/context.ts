import { AsyncLocalStorage } from 'node:async_hooks';
import { Context } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { Deps } from './types.ts';

/** What an activity knows of the run it is part of. */
export interface ActivityContext {
  workflowId: string | null;
  /** 1 for the first try. */
  attempt: number;
  logger: Logger;
  /** Aborts when the workflow is cancelled or the worker shuts down. */
  signal: AbortSignal;
  /** Says "alive" and keeps `details` for the next attempt. */
  heartbeat: (details?: unknown) => void;
  /** What the last heartbeat of an earlier attempt carried; undefined on a first attempt. Parse it, it may be of an older version. */
  heartbeatDetails: unknown;
}

const loggers = new AsyncLocalStorage<Logger>();

/** Runs `work` so that `activityContext` inside it answers with this logger. */
export const withActivityLogger = <T>(logger: Logger, work: () => Promise<T>): Promise<T> => loggers.run(logger, work);

/** The running activity's context. Outside Temporal (tests, the command line) a quiet stand-in, so that the same code runs there. */
export function activityContext(deps: Pick<Deps, 'logger'>): ActivityContext {
  const logger = loggers.getStore() ?? deps.logger;
  const context = temporalContext();
  if (context === undefined) {
    return {
      workflowId: null,
      attempt: 1,
      logger,
      signal: new AbortController().signal,
      heartbeat: () => undefined,
      heartbeatDetails: undefined,
    };
  }
  return {
    workflowId: context.info.workflowExecution?.workflowId ?? null,
    attempt: context.info.attempt,
    logger,
    signal: context.cancellationSignal,
    heartbeat: (details) => context.heartbeat(details),
    heartbeatDetails: context.info.heartbeatDetails as unknown,
  };
}

function temporalContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}
