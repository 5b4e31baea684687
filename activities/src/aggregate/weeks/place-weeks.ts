import { weekPosition, weightedMean, type Point } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { WeekPlays } from './read-plays.ts';
import type { PublishedMap } from './read-published-maps.ts';
import { renewMomentum } from './renew-momentum.ts';

/** A track of a map: its place on the plane, and in the space that the map was laid out from. */
export interface MapTrack extends Point {
  vector: readonly number[];
}

export interface WeeksOnMap {
  userId: string;
  /** The weeks to write; those without listens, or without a track on the map, lose their rows. */
  weekStarts: readonly string[];
  weeks: readonly WeekPlays[];
  map: PublishedMap;
}

/** Writes where a listener's weeks lie on one map and in its space, and renews momentum from the earliest of them on. */
export async function placeWeeks(tx: Sql, input: WeeksOnMap): Promise<void> {
  const { userId, weekStarts, weeks, map } = input;
  const tracks = await readMapTracks(tx, map.mapId, weeks);
  const placed = weeks.flatMap((week) => placeWeek(week, tracks));
  await tx.query(CLEAR_POSITIONS, [map.mapId, userId, weekStarts]);
  await tx.query(CLEAR_VECTORS, [userId, weekStarts, map.space, map.model]);
  await tx.query(WRITE_POSITIONS, [map.mapId, userId, JSON.stringify(placed)]);
  await tx.query(WRITE_VECTORS, [userId, map.space, map.model, JSON.stringify(placed)]);
  await renewMomentum(tx, { userId, map, from: weekStarts[0]! });
}

function placeWeek({ weekStart, plays }: WeekPlays, tracks: ReadonlyMap<string, MapTrack>) {
  const known = [...plays].flatMap(([id, count]) => {
    const track = tracks.get(id);
    return track === undefined ? [] : [{ ...track, plays: count }];
  });
  const position = weekPosition(known);
  const centroid = weightedMean(
    known.map(({ vector }) => vector),
    known.map((track) => track.plays),
  );
  if (position === null || centroid === null) return [];
  const all = [...plays.values()].reduce((sum, count) => sum + count, 0);
  // real in PostgreSQL refuses what is too small for it instead of taking it as 0.
  const { x, y, spreadX, spreadY } = position;
  return [
    {
      weekStart,
      x: Math.fround(x),
      y: Math.fround(y),
      spreadX: Math.fround(spreadX),
      spreadY: Math.fround(spreadY),
      centroid: centroid.map(Math.fround),
      plays: position.plays,
      coverage: position.plays / all,
    },
  ];
}

async function readMapTracks(tx: Sql, mapId: string, weeks: readonly WeekPlays[]): Promise<Map<string, MapTrack>> {
  const ids = [...new Set(weeks.flatMap(({ plays }) => [...plays.keys()]))];
  const rows = await tx.query<MapTrack & { id: string }>(MAP_TRACKS, [mapId, ids]);
  return new Map(rows.map(({ id, ...track }) => [id, track]));
}

const MAP_TRACKS = `
  SELECT recording_id AS id, x, y, vector FROM map_tracks WHERE map_id = $1 AND recording_id = ANY($2::uuid[])`;

const CLEAR_POSITIONS = `DELETE FROM map_weeks WHERE map_id = $1 AND user_id = $2 AND week_start = ANY($3::date[])`;
const CLEAR_VECTORS = `
  DELETE FROM week_vectors WHERE user_id = $1 AND week_start = ANY($2::date[]) AND space = $3 AND model = $4`;

const WRITE_POSITIONS = `
  INSERT INTO map_weeks (map_id, user_id, week_start, x, y, spread_x, spread_y, plays, coverage)
  SELECT $1, $2, "weekStart", x, y, "spreadX", "spreadY", plays, coverage
  FROM jsonb_to_recordset($3::jsonb)
    AS r ("weekStart" date, x real, y real, "spreadX" real, "spreadY" real, plays integer, coverage real)
  ORDER BY "weekStart"`;

const WRITE_VECTORS = `
  INSERT INTO week_vectors (user_id, week_start, space, model, centroid, plays, coverage)
  SELECT $1, "weekStart", $2, $3, centroid, plays, coverage
  FROM jsonb_to_recordset($4::jsonb) AS r ("weekStart" date, centroid real[], plays integer, coverage real)
  ORDER BY "weekStart"`;
