/** What the set-up of a run started, for its tear-down: jest loads the two apart, in one process. */
const place = globalThis as { sidetrackTestCluster?: () => Promise<void> };

export function keepRunning(stop: () => Promise<void>): void {
  place.sidetrackTestCluster = stop;
}

export async function stopRunning(): Promise<void> {
  await place.sidetrackTestCluster?.();
  delete place.sidetrackTestCluster;
}
