import { placeWeek, type MapTable, type WeekPlace } from '@sidetrack/analysis';
import { readReals, realCount, type Sql } from '@sidetrack/prisma';
import type { ListenerPlays } from './read-plays.ts';
import type { PublishedMap } from './read-published-maps.ts';
import { writeVectors } from './write-vectors.ts';

export interface WeeksOnMap {
  userId: string;
  /** The weeks to write, ascending; those without listens, or without a track on the map, lose their rows. */
  weekStarts: readonly string[];
  plays: ListenerPlays;
  map: PublishedMap;
}

export type PlacedWeek = WeekPlace & { weekStart: string };

/** Writes where a listener's weeks lie on one map and in its space, and renews momentum from the earliest of them on. */
export async function placeWeeks(tx: Sql, { userId, weekStarts, plays, map }: WeeksOnMap): Promise<void> {
  const table = await readMapTable(tx, map.mapId, plays.recordingIds);
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

async function readMapTable(tx: Sql, mapId: string, recordingIds: readonly string[]): Promise<MapTable> {
  const rows = await tx.query<{ place: number; x: number; y: number; vector: Uint8Array }>(MAP_TRACKS, [
    mapId,
    recordingIds,
  ]);
  const count = recordingIds.length;
  const dims = rows[0] === undefined ? 0 : realCount(rows[0].vector);
  const table = {
    on: new Uint8Array(count),
    x: new Float32Array(count),
    y: new Float32Array(count),
    vectors: new Float32Array(count * dims),
    dims,
  };
  for (const { place, x, y, vector } of rows) {
    const track = place - 1;
    table.on[track] = 1;
    table.x[track] = x;
    table.y[track] = y;
    readReals(vector, table.vectors, track * dims);
  }
  return table;
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
