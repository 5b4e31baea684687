/** What set-up leaves for tear-down, which jest loads as a module of its own: kept on the process that both share. */
const KEY = Symbol.for('sidetrack.test.postgres');
const shared = globalThis as { [KEY]?: (() => Promise<void>) | undefined };

export function keepRunning(stop: () => Promise<void>): void {
  shared[KEY] = stop;
}

export async function stopRunning(): Promise<void> {
  await shared[KEY]?.();
  shared[KEY] = undefined;
}
