/** The body of a worker thread of a pool: runs kernels over the pool's memory. Started by path, see `pool.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Memory } from '../kernels/webassembly.ts';
import { webAssembly } from '../kernels/webassembly.ts';
import type { Functions, Work } from './stage.ts';
import { stop, work } from './stage.ts';

const { memory } = workerData as { memory: Memory };
const kernels = new Map<string, Functions>();

parentPort!.on('message', ({ kernel, module, stages, control }: Work) => {
  try {
    let functions = kernels.get(kernel);
    if (functions === undefined) {
      functions = new webAssembly.Instance(module, { env: { memory } }).exports as Functions;
      kernels.set(kernel, functions);
    }
    work(stages, functions, control);
    parentPort!.postMessage({ failure: null });
  } catch (error) {
    stop(control);
    parentPort!.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort!.postMessage({ failure: null });
