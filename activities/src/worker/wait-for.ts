import type { Logger } from 'pino';

export interface WaitOptions {
  /** Named in the log: 'Temporal at 127.0.0.1:7233'. */
  what: string;
  logger: Logger;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const REMIND_EVERY_MS = 60_000;

/**
 * Tries until it works, and says so once at the first failure, once a minute while it lasts, and once when it works.
 *
 * @throws the signal's reason when the process is told to stop meanwhile
 */
export async function waitFor<T>(attempt: () => Promise<T>, { what, logger, sleep, signal }: WaitOptions): Promise<T> {
  let waitedMs = 0;
  let saidAtMs = -Infinity;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    signal.throwIfAborted();
    try {
      const result = await attempt();
      if (waitedMs > 0) logger.info(`${what} answers.`);
      return result;
    } catch (error) {
      if (waitedMs - saidAtMs >= REMIND_EVERY_MS) {
        saidAtMs = waitedMs;
        const reason = error instanceof Error ? error.message : String(error);
        logger.warn(`Waiting for ${what}: ${reason}`);
      }
    }
    await sleep(pause, signal);
    waitedMs += pause;
  }
}
