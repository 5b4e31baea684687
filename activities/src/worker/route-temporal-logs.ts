import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Lets Temporal's own logs go the way of ours. To be called once, before anything else of Temporal's. */
export function routeTemporalLogs(logger: Logger): void {
  const temporal = logger.child({ part: 'temporal' });
  const say = ({ level, message, meta }: LogEntry): void => {
    const isLoud = (level === 'WARN' || level === 'ERROR') && !TOLD_ELSEWHERE.test(message);
    temporal[isLoud ? (level === 'ERROR' ? 'error' : 'warn') : 'debug']({ ...meta }, message);
  };
  Runtime.install({
    logger: new DefaultLogger('INFO', say),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
    shutdownSignals: [],
  });
}

/** Failed activities are logged with their context by activityLogging; workers without workflows are meant so. */
const TOLD_ELSEWHERE = /^(Activity failed|No workflows registered)/;
