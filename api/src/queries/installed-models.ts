import type { Sql } from '@sidetrack/prisma';
import type { SettingsShape } from '../contract/settings.ts';

/** The models that a worker which measures audio told of, those that come with SideTrack first. */
export function readInstalledModels(tx: Sql): Promise<SettingsShape['models']> {
  return tx.query(MODELS);
}

const MODELS = `
  SELECT name, version, description, licence, source, gives, is_bundled AS "isBundled", in_use AS "inUse"
  FROM installed_models ORDER BY is_bundled DESC, name`;
