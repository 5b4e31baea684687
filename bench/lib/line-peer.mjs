import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../tools/lib/places.mjs';

const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' };

/**
 * A peer in Python that answers each line of JSON with one, after a first line that says that it is ready.
 * @param {string} python its interpreter
 * @param {string} script a file of bench/peers
 * @param {{oneThread?: boolean}} options whether its libraries are held to one thread, as they are unless told otherwise
 * @returns {Promise<{ask: (question: object) => Promise<any>, close: () => void}>}
 */
export async function startLinePeer(python, script, { oneThread = true } = {}) {
  const child = spawn(python, [join(root, 'bench', 'peers', script)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...(oneThread ? ONE_THREAD : {}) },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    const [code, signal] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode, child.signalCode];
    throw new Error(`${script} ended (${signal ?? `exit code ${code}`}).`);
  };
  await next();
  return {
    ask: (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return next();
    },
    close: () => child.stdin.end(),
  };
}
