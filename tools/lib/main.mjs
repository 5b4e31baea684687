import { say } from './steps.mjs';

/** Runs a tool: a failure is one line on stderr and exit code 1; the stack only when SIDETRACK_LOG_LEVEL is debug or trace. */
export async function main(work) {
  try {
    const code = await work();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    const verbose = ['debug', 'trace'].includes(process.env.SIDETRACK_LOG_LEVEL);
    say(`✗ ${verbose ? error.stack : error.message}`);
    process.exitCode = 1;
  }
}
