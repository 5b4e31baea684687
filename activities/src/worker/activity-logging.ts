import type { Context } from '@temporalio/activity';
import { CancelledFailure, defaultPayloadConverter } from '@temporalio/common';
import type { ActivityInterceptorsFactory, Headers } from '@temporalio/worker';
import type { Logger } from 'pino';
import { withActivityLogger } from '../context.ts';
import { toFailure } from '../failures.ts';

/** Written by workflows/src/interceptors.ts, which this folder may not import. */
const CORRELATION_HEADER = 'sidetrack-correlation-id';

/**
 * Gives each activity a logger with the ids of its run and of the request that caused it, logs how it ended, and turns
 * its errors into Temporal failures by class.
 */
export function activityLogging(logger: Logger): ActivityInterceptorsFactory {
  return (context) => ({
    inbound: {
      execute: async (input, next) => {
        const own = loggerOf(logger, context, input.headers);
        const startedAt = performance.now();
        const milliseconds = (): number => Math.round(performance.now() - startedAt);
        own.debug('started');
        try {
          const result = await withActivityLogger(own, () => next(input));
          own.debug({ milliseconds: milliseconds() }, 'done');
          return result;
        } catch (error) {
          const failure = toFailure(error);
          if (failure instanceof CancelledFailure || failure.name === 'AbortError') own.info('cancelled');
          else own.warn({ err: error, milliseconds: milliseconds() }, failure.message);
          throw failure;
        }
      },
    },
  });
}

function loggerOf(logger: Logger, { info }: Context, headers: Headers): Logger {
  const correlationId = readCorrelationId(headers);
  return logger.child({
    workflowId: info.workflowExecution?.workflowId,
    activity: info.activityType,
    attempt: info.attempt,
    ...(correlationId !== undefined && { correlationId }),
  });
}

function readCorrelationId(headers: Headers): string | undefined {
  const payload = headers[CORRELATION_HEADER];
  if (payload === undefined) return undefined;
  const value: unknown = defaultPayloadConverter.fromPayload(payload);
  return typeof value === 'string' ? value : undefined;
}
