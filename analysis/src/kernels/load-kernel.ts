import { readFileSync } from 'node:fs';
import type { Arena } from './arena.ts';

const modules = new Map<string, WebAssembly.Module>();

/**
 * The functions of a kernel (a file of `analysis/kernels/`) over the memory of an arena.
 * @typeParam Functions what the file exports
 */
export function loadKernel<Functions>(name: string, { memory }: Arena): Functions {
  const instance = new WebAssembly.Instance(compiled(name), { env: { memory } });
  return instance.exports as Functions;
}

function compiled(name: string): WebAssembly.Module {
  const known = modules.get(name);
  if (known) return known;
  const module = new WebAssembly.Module(readFileSync(new URL(`../../generated/${name}.wasm`, import.meta.url)));
  modules.set(name, module);
  return module;
}
