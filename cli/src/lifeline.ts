import { readRunFile, type RunInfo } from './installation/run-file.ts';
import { isRunning } from './supervisor/identity.ts';

/**
 * Loaded into every program by `node --import lifeline.js?run=RUN_FILE`: when the supervisor is gone, even by kill -9, the channel
 * to it closes. The program then ends in order, or at once when it cannot, and PostgreSQL and Temporal, which have no such
 * channel, are told to end.
 */
const graceMilliseconds = 8000;
/** The channel of a process that is being killed closes a moment before the process is gone. */
const patienceMilliseconds = 2000;

process.once('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMilliseconds).unref();
  endWhenOrphaned(Date.now() + patienceMilliseconds);
});
// The channel alone must not keep a program alive that has nothing left to do.
process.channel?.unref();

function endWhenOrphaned(until: number): void {
  const run = readRunFile(new URL(import.meta.url).searchParams.get('run') ?? '');
  if (run !== null && isRunning(run.supervisor) && Date.now() < until) {
    setTimeout(endWhenOrphaned, 25, until);
    return;
  }
  if (run !== null) endServers(run);
  process.kill(process.pid, 'SIGTERM');
}

/** Only the servers of a run that has died: a new supervisor may have written its own by now. */
function endServers({ supervisor, children }: RunInfo): void {
  if (isRunning(supervisor)) return;
  for (const { pid } of children.filter(isRunning)) {
    try {
      // For PostgreSQL this is the fast shutdown; Temporal and the programs take it as Ctrl-C.
      if (pid !== process.pid) process.kill(pid, 'SIGINT');
    } catch {
      // It has ended meanwhile.
    }
  }
}
