import type { Settings } from '@sidetrack/settings';
import type { ModelSetOptions } from './model-set.ts';

/** How the settings want models to be run. */
export function modelOptions({
  device,
  modelsDir,
  modelMemoryMegabytes,
}: Pick<Settings, 'device' | 'modelsDir' | 'modelMemoryMegabytes'>): NonNullable<ModelSetOptions['modelOptions']> {
  return { provider: device, modelsDir, memoryBytes: modelMemoryMegabytes * 2 ** 20 };
}
