import { join, resolve } from 'node:path';
import type { Env, Settings } from '@sidetrack/settings';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { chooseInstallation, hasInstallation, readDataFolder, type Installation } from './places.ts';

export interface DataFolder {
  /** With `dataDir` as the folder that holds the installations. */
  readonly settings: Settings;
  /** The installation that the folder named; null where it named none. */
  readonly installation: Installation | null;
}

/**
 * The settings with the data folder of --data or of the environment.
 * @throws {SettingsError}
 */
export function dataFolderOf(context: Context, data: string | undefined, overrides: Env = {}): DataFolder {
  const settings = context.settings({
    ...overrides,
    ...(data === undefined ? {} : { SIDETRACK_DATA_DIR: resolve(data) }),
  });
  const { root, installation } = readDataFolder(settings.dataDir);
  // Both installations use the same models.
  const isDefault = settings.modelsDir === join(settings.dataDir, 'models');
  const modelsDir = isDefault ? join(root, 'models') : settings.modelsDir;
  return { settings: { ...settings, dataDir: root, modelsDir }, installation };
}

/**
 * For a command that has nothing of its own to bring: it starts nothing where nothing was ever started.
 * @throws {CliError}
 */
export function refuseNothing({ settings: { dataDir, databaseUrl }, installation }: DataFolder): void {
  if (databaseUrl !== undefined) return;
  if (hasInstallation(dataDir, chooseInstallation(dataDir, { wanted: installation, bringsOwnData: false }))) return;
  throw new CliError(`There is no installation in ${dataDir} yet: start one with \`sidetrack up\`.`);
}
