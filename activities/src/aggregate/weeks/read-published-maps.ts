import type { Sql } from '@sidetrack/prisma';
import type { MapSpace } from '../../types.ts';

/** A map that is shown at present. */
export interface PublishedMap {
  mapId: string;
  space: MapSpace;
  model: string;
}

/** The map of each space that is shown at present. */
export async function readPublishedMaps(tx: Sql): Promise<PublishedMap[]> {
  return tx.query<PublishedMap>(READ);
}

const READ = `
  SELECT id AS "mapId", space, model FROM map_versions WHERE state = 'published' ORDER BY space, model`;
