import { readFileSync } from 'node:fs';
import type { Arena } from './arena.ts';
import type { Module } from './webassembly.ts';
import { webAssembly } from './webassembly.ts';

const modules = new Map<string, Module>();

/**
 * The functions of a kernel (a file of `analysis/kernels/`) over the memory of an arena. What they are is for the caller to say
 * (`as Functions`): a WebAssembly module does not tell.
 */
export function loadKernel(name: string, { memory }: Arena): unknown {
  return new webAssembly.Instance(compileKernel(name), { env: { memory } }).exports;
}

/** A kernel, compiled once for all its arenas. */
export function compileKernel(name: string): Module {
  const known = modules.get(name);
  if (known) return known;
  const module = new webAssembly.Module(readFileSync(new URL(`../../generated/${name}.wasm`, import.meta.url)));
  modules.set(name, module);
  return module;
}
