import { completePending, type Sql } from '@sidetrack/prisma';
import type { MapSpace } from '../../types.ts';
import { readCalendars } from '../mark-dirty.ts';
import { lockListener } from '../weeks/lock-listener.ts';
import { placeWeeks } from '../weeks/place-weeks.ts';
import { readPlays } from '../weeks/read-plays.ts';
import type { PublishedMap } from '../weeks/read-published-maps.ts';
import type { DrawnMap } from './draw-map.ts';
import type { PreviousMap } from './read-previous-map.ts';

export interface Publication {
  space: MapSpace;
  model: string;
  drawn: DrawnMap;
  previous: PreviousMap | null;
  /** The pending rows that this map answers. */
  asked: readonly number[];
  now: Date;
}

/** Shows a new map in the place of the present one, with the weeks of every listener on it. Gives its id. */
export async function publishMap(tx: Sql, { space, model, drawn, asked, now }: Publication): Promise<string> {
  const [version] = await tx.query<{ id: string }>(INSERT_VERSION, [
    space,
    model,
    JSON.stringify(drawn.params.how === 'fit' ? { ...drawn.params, fittedAt: now.toISOString() } : drawn.params),
    drawn.tracks.length,
  ]);
  const mapId = version!.id;
  await tx.copyInto(
    'map_tracks',
    ['map_id', 'recording_id', 'x', 'y', 'vector'],
    drawn.tracks.map(({ recordingId, x, y, vector }) => [
      mapId,
      recordingId,
      Math.fround(x),
      Math.fround(y),
      Float32Array.from(vector),
    ]),
  );
  await tx.query(RETIRE, [space]);
  await tx.query(PUBLISH, [mapId, now]);
  await tx.query(FORGET, [space, model]);
  await tx.query(FORGET_VECTORS, [space, model]);
  await placeEverybody(tx, { mapId, space, model });
  await completePending(tx, asked);
  return mapId;
}

/** Takes the present map away, because no track is left for it. */
export async function retireMap(
  tx: Sql,
  { previous, asked }: { previous: PreviousMap | null; asked: readonly number[] },
): Promise<void> {
  if (previous !== null) {
    const [map] = await tx.query<{ space: MapSpace }>(RETIRE_ONE, [previous.mapId]);
    await tx.query(FORGET_VECTORS, [map!.space, null]);
  }
  await completePending(tx, asked);
}

async function placeEverybody(tx: Sql, map: PublishedMap): Promise<void> {
  const listeners = (await tx.query<{ userId: string }>(LISTENERS)).map(({ userId }) => userId);
  const calendars = await readCalendars(tx, listeners);
  for (const userId of listeners) {
    await lockListener(tx, userId);
    // Read again under the lock: an aggregation may have added weeks since.
    const weekStarts = (await tx.query<{ weekStart: string }>(WEEKS, [userId])).map(({ weekStart }) => weekStart);
    if (weekStarts.length === 0) continue;
    const plays = await readPlays(tx, { userId, weekStarts, calendar: calendars.get(userId)! });
    await placeWeeks(tx, { userId, weekStarts, plays, map });
  }
}

const INSERT_VERSION = `
  INSERT INTO map_versions (space, model, version, params, track_count, state)
  SELECT $1, $2, coalesce(max(version), 0) + 1, $3::jsonb, $4, 'building' FROM map_versions WHERE space = $1 AND model = $2
  RETURNING id`;

// One map a space is shown: a map of another model gives way too.
const RETIRE = `UPDATE map_versions SET state = 'retired' WHERE space = $1 AND state = 'published'`;
const RETIRE_ONE = `UPDATE map_versions SET state = 'retired' WHERE id = $1 RETURNING space`;
const PUBLISH = `UPDATE map_versions SET state = 'published', published_at = $2 WHERE id = $1`;

// The last retired version stays for those who are looking at it; older ones are of no use.
const FORGET = `
  DELETE FROM map_versions WHERE space = $1 AND model = $2 AND state = 'retired'
    AND version < (SELECT max(version) FROM map_versions WHERE space = $1 AND model = $2 AND state = 'retired')`;

// Centroids of another model, or of a space that has no map any more, would be taken for present ones.
const FORGET_VECTORS = `DELETE FROM week_vectors WHERE space = $1 AND model IS DISTINCT FROM $2`;

const LISTENERS = `SELECT DISTINCT user_id AS "userId" FROM weeks ORDER BY 1`;
const WEEKS = `SELECT week_start AS "weekStart" FROM weeks WHERE user_id = $1 ORDER BY week_start`;
