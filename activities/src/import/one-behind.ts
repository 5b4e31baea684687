/** One piece of work at a time that runs while its caller goes on. */
export interface OneBehind {
  /** Begins the work once the one before has ended. @throws what that one failed with */
  start(work: () => Promise<void>): Promise<void>;
  /** Waits for the last. @throws what it failed with */
  end(): Promise<void>;
}

export function oneBehind(): OneBehind {
  let running: Promise<void> = Promise.resolve();
  return {
    async start(work) {
      await running;
      running = work();
      // Told to whoever waits for it next; until then it is nobody's error.
      running.catch(() => undefined);
    },
    end: () => running,
  };
}
