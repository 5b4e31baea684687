import { isRunning, type ProcessIdentity } from './identity.ts';

/**
 * Ends processes that an earlier run left behind, first in order, then at once. Only the very processes that were recorded are
 * touched: an id that meanwhile belongs to another program is left alone.
 * @returns how many still ran
 */
export async function endOrphans(recorded: readonly ProcessIdentity[], patienceSeconds = 10): Promise<number> {
  const orphans = recorded.filter(isRunning);
  for (const orphan of orphans) signal(orphan, 'SIGTERM');
  const end = Date.now() + patienceSeconds * 1000;
  while (orphans.some(isRunning) && Date.now() < end) await new Promise((wake) => setTimeout(wake, 50));
  for (const orphan of orphans.filter(isRunning)) signal(orphan, 'SIGKILL');
  while (orphans.some(isRunning) && Date.now() < end + 5000) await new Promise((wake) => setTimeout(wake, 50));
  return orphans.length;
}

function signal({ pid }: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal.
  }
}
