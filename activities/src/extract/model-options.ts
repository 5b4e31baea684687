import type { Settings } from '@sidetrack/settings';
import type { ModelSetOptions } from './model-set.ts';

/** How the settings want models to be run. */
export function modelOptions({ device }: Pick<Settings, 'device'>): NonNullable<ModelSetOptions['modelOptions']> {
  return { provider: device };
}
