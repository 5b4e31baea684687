import { calibrateScore, type AxisCalibration, type Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';
import { viewOf } from './search-library.ts';

/** Tracks of a map as columns, from left to right; of equal places the one with the smaller id first. */
export interface MapPoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly plays: Int32Array;
  /** On the axis, 0 to 1; NaN where it is not known. */
  readonly value: Float32Array;
  /** How many there are, with those that are beyond the limit. */
  readonly heard: number;
}

export interface PointsAsked {
  readonly mapId: string;
  readonly axis: AxisName;
  /** Null: ever. */
  readonly during: { from: Date; to: Date } | null;
  readonly limit: number;
  /** How the listener hears the axis, where they have labelled it. */
  readonly own: AxisCalibration | undefined;
}

/** What a listener has heard of a map, the most played up to a limit. Packed by the database: rows of a hundred thousand tracks take a second to read. */
export async function readMapPoints(tx: Sql, userId: string, asked: PointsAsked): Promise<MapPoints> {
  const { mapId, axis, during, limit, own } = asked;
  const values = [userId, mapId, axis, limit, ...(during === null ? [] : [during.from, during.to])];
  const [row] = await tx.query<Packed>(pointsQuery(during !== null, own !== undefined), values);
  const count = row?.places == null ? 0 : row.places.byteLength / ROW_BYTES;
  const points = {
    x: new Float32Array(count),
    y: new Float32Array(count),
    plays: new Int32Array(count),
    value: new Float32Array(count),
    heard: row?.heard ?? 0,
  };
  if (row?.places == null) return points;
  const bytes = viewOf(row.places);
  for (let i = 0; i < count; i++) {
    const at = i * ROW_BYTES;
    points.x[i] = bytes.getFloat32(at);
    points.y[i] = bytes.getFloat32(at + 4);
    points.plays[i] = bytes.getInt32(at + 8);
    points.value[i] = own === undefined ? bytes.getFloat32(at + 12) : heardAs(row, i, own);
  }
  return points;
}

interface Packed {
  /** x, y as float4, plays as int4, value, low, high on the axis as float4: 24 bytes a track. */
  readonly places: Uint8Array | null;
  /** 16 bytes a track; only for listeners who have labelled the axis. */
  readonly ids: Uint8Array | null;
  readonly heard: number;
}
const ROW_BYTES = 24;

function heardAs({ places, ids }: Packed, i: number, own: AxisCalibration): number {
  const bytes = viewOf(places!);
  const at = i * ROW_BYTES + 12;
  const value = bytes.getFloat32(at);
  const score: Bounded | undefined = Number.isNaN(value)
    ? undefined
    : { value, low: bytes.getFloat32(at + 4), high: bytes.getFloat32(at + 8) };
  return calibrateScore(idAt(ids!, i), score, own)?.value ?? NaN;
}

function idAt(ids: Uint8Array, i: number): string {
  const hex = Buffer.from(ids.buffer, ids.byteOffset + 16 * i, 16).toString('hex');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

function pointsQuery(bounded: boolean, withIds: boolean): string {
  const heard = bounded
    ? `SELECT recording_id, count(*)::int AS plays FROM listens
       WHERE user_id = $1 AND listened_at >= $5 AND listened_at < $6 GROUP BY recording_id`
    : 'SELECT recording_id, plays FROM heard_recordings WHERE user_id = $1';
  return `
  WITH heard AS (${heard}), placed AS MATERIALIZED (
    SELECT heard.recording_id, heard.plays, t.x, t.y FROM heard JOIN map_tracks t ON t.map_id = $2 AND t.recording_id = heard.recording_id
  ), shown AS MATERIALIZED (
    SELECT * FROM placed ORDER BY plays DESC, recording_id LIMIT $4
  ), newest AS MATERIALIZED (
    SELECT DISTINCT ON (s.recording_id) s.recording_id, s.value, s.low, s.high
    FROM shown JOIN scores s ON s.recording_id = shown.recording_id AND s.axis = $3
    ORDER BY s.recording_id, s.scored_at DESC, s.scorer_version DESC
  )
  SELECT (SELECT count(*)::int FROM placed) AS heard,
         string_agg(float4send(x) || float4send(y) || int4send(plays) || float4send(coalesce(value, 'NaN')) || float4send(coalesce(low, 0))
           || float4send(coalesce(high, 0)), '' ORDER BY x, y, shown.recording_id) AS places,
         ${withIds ? `string_agg(uuid_send(shown.recording_id), '' ORDER BY x, y, shown.recording_id)` : 'NULL'} AS ids
  FROM shown LEFT JOIN newest ON newest.recording_id = shown.recording_id`;
}
