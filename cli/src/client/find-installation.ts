import type { Settings } from '@sidetrack/settings';
import { readRunFile, type RunInfo } from '../installation/run-file.ts';
import { placesOf, type Installation, type Places } from '../installation/places.ts';
import { isRunning } from '../supervisor/identity.ts';

export interface RunningInstallation {
  readonly places: Places;
  readonly run: RunInfo;
}

/** The installation that runs on this data folder, the named one or any; null when none does. */
export function findRunning(
  settings: Pick<Settings, 'dataDir'>,
  named: Installation | null = null,
): RunningInstallation | null {
  const order: readonly Installation[] = named === null ? ['main', 'demo'] : [named];
  for (const installation of order) {
    const places = placesOf(settings.dataDir, installation);
    const run = readRunFile(places.runFile);
    if (run !== null && isRunning(run.supervisor)) return { places, run };
  }
  return null;
}
