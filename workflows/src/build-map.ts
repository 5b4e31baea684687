import type { MapSpace } from '@sidetrack/activities';
import { aggregate } from './activities.ts';
import { settling } from './settling.ts';

export interface BuildMapResult {
  mapId: string | null;
  tracks: number;
  published: boolean;
}

/** Draws the map of one space anew and publishes it. */
export async function BuildMap({ space }: { space: MapSpace }): Promise<BuildMapResult> {
  return settling(() => aggregate.buildMap.executeWithOptions({ summary: `Map of the ${space} space` }, [{ space }]));
}
