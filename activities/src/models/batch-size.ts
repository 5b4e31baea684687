import type { ModelManifest } from './manifest.ts';

const DEFAULT_MEMORY_BYTES = 512 * 2 ** 20;

/** Patches that run together: as many as the memory holds, at least one, at most what the model gains by. */
export function batchSize(
  { most, bytesPerPatch }: ModelManifest['batch'],
  memoryBytes: number = DEFAULT_MEMORY_BYTES,
): number {
  return Math.max(1, Math.min(most, Math.floor(memoryBytes / bytesPerPatch)));
}
