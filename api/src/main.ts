import { lifeline } from './lifeline.ts';
import { startApi } from './start.ts';

/** The API as a process: one line of JSON on standard output when it listens, logs on standard error. */
const { SIDETRACK_LIFELINE: held, ...env } = process.env;
const stop = lifeline({ watchStdin: held === '1' });
try {
  const api = await startApi(env, stop);
  if (api !== null) {
    process.stdout.write(`${JSON.stringify({ ready: true, port: api.port })}\n`);
    if (!stop.aborted) await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
    await api.close();
  }
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
