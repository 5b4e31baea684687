import { placeWeek, type MapTable, type WeekPlace } from '@sidetrack/analysis';
import { realsOf, type Sql } from '@sidetrack/prisma';
import type { TrackPlace } from './known-tracks.ts';
import type { ListenerPlays } from './read-plays.ts';
import type { PublishedMap } from './read-published-maps.ts';
import { writeVectors } from './write-vectors.ts';

export interface WeeksOnMap {
  userId: string;
  /** The weeks to write, ascending; those without listens, or without a track on the map, lose their rows. */
  weekStarts: readonly string[];
  plays: ListenerPlays;
  map: PublishedMap;
  /** Places on this map that are known already, by recording, to which those that are read are added; null: known not to be on it. */
  places?: Map<string, TrackPlace | null>;
}

export type PlacedWeek = WeekPlace & { weekStart: string };

/** Writes where a listener's weeks lie on one map and in its space, and renews momentum from the earliest of them on. */
export async function placeWeeks(
  tx: Sql,
  { userId, weekStarts, plays, map, places = new Map() }: WeeksOnMap,
): Promise<void> {
  const table = await readMapTable(tx, { mapId: map.mapId, recordingIds: plays.recordingIds, places });
  const placed = plays.weeks.flatMap((week): PlacedWeek[] => {
    const place = placeWeek(table, week);
    return place === null ? [] : [{ weekStart: week.weekStart, ...place }];
  });
  await tx.query(CLEAR_POSITIONS, [map.mapId, userId, weekStarts]);
  if (placed.length > 0) {
    await tx.query(WRITE_POSITIONS, [
      map.mapId,
      userId,
      placed.map(({ weekStart }) => weekStart),
      placed.map(({ x }) => x),
      placed.map(({ y }) => y),
      placed.map(({ spreadX }) => spreadX),
      placed.map(({ spreadY }) => spreadY),
      placed.map((week) => week.plays),
      placed.map(({ coverage }) => coverage),
    ]);
  }
  await writeVectors(tx, { userId, weekStarts, placed, map });
}

async function readMapTable(
  tx: Sql,
  {
    mapId,
    recordingIds,
    places,
  }: { mapId: string; recordingIds: readonly string[]; places: NonNullable<WeeksOnMap['places']> },
): Promise<MapTable> {
  const missing = recordingIds.filter((id) => !places.has(id));
  const rows = missing.length === 0 ? [] : await tx.query<MapTrackRow>(MAP_TRACKS, [mapId, missing]);
  for (const id of missing) places.set(id, null);
  for (const { place, x, y, vector } of rows) places.set(missing[place - 1]!, { x, y, vector: realsOf(vector) });
  const own = recordingIds.map((id) => places.get(id) ?? null);
  return {
    on: Uint8Array.from(own, (place) => (place === null ? 0 : 1)),
    x: Float32Array.from(own, (place) => place?.x ?? 0),
    y: Float32Array.from(own, (place) => place?.y ?? 0),
    vectors: own.map((place) => place?.vector ?? NOWHERE),
  };
}

const NOWHERE = new Float32Array();

interface MapTrackRow {
  place: number;
  x: number;
  y: number;
  vector: Uint8Array;
}

// OFFSET 0 keeps the planner from reading a whole map for a few of its tracks.
const MAP_TRACKS = `
  SELECT i.place, t.x, t.y, array_send(t.vector) AS vector
  FROM unnest($2::uuid[]) WITH ORDINALITY AS i (id, place)
  CROSS JOIN LATERAL (SELECT x, y, vector FROM map_tracks WHERE map_id = $1 AND recording_id = i.id OFFSET 0) AS t`;

const CLEAR_POSITIONS = `DELETE FROM map_weeks WHERE map_id = $1 AND user_id = $2 AND week_start = ANY($3::date[])`;

const WRITE_POSITIONS = `
  INSERT INTO map_weeks (map_id, user_id, week_start, x, y, spread_x, spread_y, plays, coverage)
  SELECT $1, $2, r.* FROM unnest($3::date[], $4::real[], $5::real[], $6::real[], $7::real[], $8::int[], $9::real[]) AS r`;
