import { moveOn } from '@sidetrack/analysis';
import { realsOf, realsText, type Sql } from '@sidetrack/prisma';
import type { PlacedWeek } from './place-weeks.ts';
import type { PublishedMap } from './read-published-maps.ts';

export interface WeekVectors {
  userId: string;
  /** The weeks that are written anew, ascending; those that are not placed lose their rows. */
  weekStarts: readonly string[];
  placed: readonly PlacedWeek[];
  map: PublishedMap;
}

/**
 * Writes the centroids of weeks, and moving average and momentum from the earliest of them on: the scan goes on from the average
 * that is stored with the week before, and ends where a later week's own is the same to the bit.
 */
export async function writeVectors(tx: Sql, { userId, weekStarts, placed, map }: WeekVectors): Promise<void> {
  const key = [userId, map.space, map.model];
  const first = weekStarts[0];
  if (first === undefined) return;
  await tx.query(CLEAR, [...key, weekStarts]);
  const { from, average: start } = await startOf(tx, key, first);
  const later = await tx.query<StoredWeek>(LATER, [...key, from]);
  let average = start;
  const scanned: ScannedWeek[] = [];
  for (const week of inOrder(placed, later)) {
    const motion = moveOn(average, week.centroid);
    average = motion.average;
    // real in PostgreSQL refuses what is too small for it instead of taking it as 0.
    scanned.push({ ...week, average, momentum: motion.momentum === null ? null : Math.fround(motion.momentum) });
    if (week.stored !== null && week.weekStart > weekStarts.at(-1)! && isSame(average, week.stored)) break;
  }
  await write(tx, key, scanned);
}

interface StoredWeek {
  weekStart: string;
  centroid: Uint8Array;
  average: Uint8Array | null;
}

/** A week of the scan; stored: its average so far where its row stays, null for a new row. */
interface WeekToScan {
  weekStart: string;
  centroid: Float32Array;
  placed: PlacedWeek | null;
  stored: Float32Array | null;
}
type ScannedWeek = WeekToScan & { average: Float32Array; momentum: number | null };

/** From which week the scan has to start, and with which average: the one before, or from the very first where that has none. */
async function startOf(
  tx: Sql,
  key: readonly unknown[],
  first: string,
): Promise<{ from: string; average: Float32Array | null }> {
  const [before] = await tx.query<{ average: Uint8Array | null }>(BEFORE, [...key, first]);
  if (before === undefined) return { from: first, average: null };
  return before.average === null
    ? { from: '-infinity', average: null }
    : { from: first, average: realsOf(before.average) };
}

function inOrder(placed: readonly PlacedWeek[], later: readonly StoredWeek[]): WeekToScan[] {
  return [
    ...placed.map((one) => ({ weekStart: one.weekStart, centroid: one.centroid, placed: one, stored: null })),
    ...later.map(({ weekStart, centroid, average }) => ({
      weekStart,
      centroid: realsOf(centroid),
      placed: null,
      stored: average === null ? new Float32Array() : realsOf(average),
    })),
  ].sort((a, b) => (a.weekStart < b.weekStart ? -1 : 1));
}

const isSame = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((value, i) => value === b[i]);

async function write(tx: Sql, key: readonly unknown[], scanned: readonly ScannedWeek[]): Promise<void> {
  const added = scanned.flatMap(({ placed, ...week }) => (placed === null ? [] : [{ ...week, placed }]));
  if (added.length > 0) {
    await tx.query(INSERT, [
      ...key,
      added.map(({ weekStart }) => weekStart),
      added.map(({ centroid }) => realsText(centroid)),
      added.map(({ average }) => realsText(average)),
      added.map(({ momentum }) => momentum),
      added.map(({ placed }) => placed.plays),
      added.map(({ placed }) => placed.coverage),
    ]);
  }
  const moved = scanned.filter(({ stored, average }) => stored !== null && !isSame(average, stored));
  if (moved.length > 0) {
    await tx.query(UPDATE, [
      ...key,
      moved.map(({ weekStart }) => weekStart),
      moved.map(({ average }) => realsText(average)),
      moved.map(({ momentum }) => momentum),
    ]);
  }
}

const OF_SERIES = 'user_id = $1 AND space = $2 AND model = $3';

const CLEAR = `DELETE FROM week_vectors WHERE ${OF_SERIES} AND week_start = ANY($4::date[])`;
const BEFORE = `
  SELECT array_send(average) AS average FROM week_vectors WHERE ${OF_SERIES} AND week_start < $4 ORDER BY week_start DESC LIMIT 1`;
const LATER = `
  SELECT week_start AS "weekStart", array_send(centroid) AS centroid, array_send(average) AS average
  FROM week_vectors WHERE ${OF_SERIES} AND week_start >= $4::date ORDER BY week_start`;

const INSERT = `
  INSERT INTO week_vectors (user_id, space, model, week_start, centroid, average, momentum, plays, coverage)
  SELECT $1, $2, $3, r.week_start, r.centroid::real[], r.average::real[], r.momentum, r.plays, r.coverage
  FROM unnest($4::date[], $5::text[], $6::text[], $7::real[], $8::int[], $9::real[])
    AS r (week_start, centroid, average, momentum, plays, coverage)`;

const UPDATE = `
  UPDATE week_vectors v SET average = r.average::real[], momentum = r.momentum
  FROM unnest($4::date[], $5::text[], $6::real[]) AS r (week_start, average, momentum)
  WHERE v.user_id = $1 AND v.space = $2 AND v.model = $3 AND v.week_start = r.week_start`;
