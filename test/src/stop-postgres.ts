import { stopRunning } from './running-postgres.ts';

/** Ends the server that start-postgres.ts started, if it did. */
export default async function stop(): Promise<void> {
  await stopRunning();
}
