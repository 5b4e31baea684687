import type { Deps } from '../deps.ts';

/** Lets the dispatcher look for due work at once. Nobody waits for it: without it, it looks a few seconds later. */
export function wakeDispatcher({ workflows, logger }: Deps): void {
  workflows
    .wakeDispatcher()
    .catch((error: unknown) => logger.debug({ err: error }, 'The dispatcher could not be woken'));
}
