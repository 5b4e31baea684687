import type { Deps } from '../types.ts';
import { findModels } from './find-models.ts';
import type { ModelManifest } from './manifest.ts';

/**
 * Writes down which models lie beside the process that measures, for the dashboard, which does not see their folder. What an
 * earlier process wrote goes: the newest knows best.
 */
export async function recordModels({ db, settings }: Pick<Deps, 'db' | 'settings'>): Promise<void> {
  const found = await findModels(settings.modelsDir);
  const rows = found.map(({ manifest, isBundled }) => ({
    name: manifest.name,
    version: manifest.version,
    description: manifest.description,
    licence: manifest.licence,
    source: manifest.source,
    gives: givesOf(manifest),
    isBundled,
    inUse: isInUse(manifest, settings),
  }));
  await db.asService(async (tx) => {
    // Several processes that start together write one after the other.
    await tx.query('LOCK TABLE installed_models IN SHARE ROW EXCLUSIVE MODE');
    await tx.query('DELETE FROM installed_models');
    await tx.query(WRITE, [JSON.stringify(rows)]);
  });
}

function givesOf({ outputs, words }: Pick<ModelManifest, 'outputs' | 'words'>): string[] {
  const meanings = Object.values(outputs).map(({ means }) => means);
  return [...new Set([...meanings, ...(words === undefined ? [] : ['words'])])].sort();
}

/** A model that separates stems is used where they are asked for, which a listener may do too. */
function isInUse(
  { name, outputs }: Pick<ModelManifest, 'name' | 'outputs'>,
  { embeddingModels, stems }: Pick<Deps['settings'], 'embeddingModels' | 'stems'>,
): boolean {
  return embeddingModels.includes(name) || (stems && Object.values(outputs).some(({ means }) => means === 'stems'));
}

const WRITE = `
  INSERT INTO installed_models (name, version, description, licence, source, gives, is_bundled, in_use)
  SELECT name, version, description, licence, source, gives, "isBundled", "inUse"
  FROM jsonb_to_recordset($1::jsonb) AS m (name text, version text, description text, licence text, source text, gives text[],
    "isBundled" boolean, "inUse" boolean)`;
