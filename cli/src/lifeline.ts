import { readRunFile } from './installation/run-file.ts';
import { isRunning } from './supervisor/identity.ts';

/**
 * Loaded into every program by `node --import lifeline.js?run=RUN_FILE`: when the supervisor is gone, even by kill -9, the channel
 * to it closes. The program then ends in order, or at once when it cannot, and PostgreSQL and Temporal, which have no such
 * channel, are told to end.
 */
const graceMilliseconds = 8000;

process.once('disconnect', () => {
  endServers(new URL(import.meta.url).searchParams.get('run') ?? '');
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMilliseconds).unref();
});
// The channel alone must not keep a program alive that has nothing left to do.
process.channel?.unref();

/** Only the servers of the run that has died: a new supervisor may have written its own by now. */
function endServers(runFile: string): void {
  const run = readRunFile(runFile);
  if (run === null || isRunning(run.supervisor)) return;
  for (const { pid } of run.children.filter(isRunning)) {
    try {
      // For PostgreSQL this is the fast shutdown; Temporal and the programs take it as Ctrl-C.
      if (pid !== process.pid) process.kill(pid, 'SIGINT');
    } catch {
      // It has ended meanwhile.
    }
  }
}
