import type { Point } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { z } from 'zod';
import type { MapSpace } from '../../types.ts';

/** How a map came to be; kept with it, so that the next one can build on it and anyone can tell. */
export const MapParams = z.object({
  /** The layout's parameters, and the version of all this. */
  layout: z.record(z.string(), z.unknown()),
  /** fit: laid out anew; place: new tracks were put among their neighbours on the earlier fit. */
  how: z.enum(['fit', 'place']),
  inputsHash: z.string(),
  /** The fitted space; see MapSource.restore. */
  space: z.unknown(),
  /** The tracks of the last fit with the hash of what placed them, and those placed since. */
  fitted: z.record(z.string(), z.string()),
  placed: z.record(z.string(), z.string()),
  /**
   * How far the fit moved the median track that the map before it had too, as a share of that one's width, and whether that is to be
   * announced; and when this fit was first shown. Placing new tracks on it leaves them as they are.
   */
  moved: z.number(),
  announced: z.boolean(),
  fittedAt: z.string().optional(),
});
export type MapParams = z.infer<typeof MapParams>;

/** The map that is shown, with its tracks' places by recording id. */
export interface PreviousMap {
  mapId: string;
  trackCount: number;
  params: MapParams;
  places: Map<string, Point>;
}

/** The published map of a space and model, or null where there is none that the next could build on. */
export async function readPreviousMap(
  tx: Sql,
  { space, model }: { space: MapSpace; model: string },
): Promise<PreviousMap | null> {
  const [row] = await tx.query<{ mapId: string; trackCount: number; params: unknown }>(READ, [space, model]);
  const params = MapParams.safeParse(row?.params);
  if (row === undefined || !params.success) return null;
  const tracks = await tx.query<Point & { id: string }>(TRACKS, [row.mapId]);
  return {
    mapId: row.mapId,
    trackCount: row.trackCount,
    params: params.data,
    places: new Map(tracks.map(({ id, x, y }) => [id, { x, y }])),
  };
}

const READ = `
  SELECT id AS "mapId", track_count AS "trackCount", params FROM map_versions
  WHERE space = $1 AND model = $2 AND state = 'published'`;

const TRACKS = `SELECT recording_id AS id, x, y FROM map_tracks WHERE map_id = $1 ORDER BY recording_id`;
