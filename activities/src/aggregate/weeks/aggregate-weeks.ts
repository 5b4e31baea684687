import { summariseMoods, summariseWeek } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { activityContext } from '../../context.ts';
import { PermanentError } from '../../errors.ts';
import type { Deps } from '../../types.ts';
import { renewAlerts } from '../alerts/renew-alerts.ts';
import { readCalendars } from '../mark-dirty.ts';
import { withKnownTracks, type KnownTracks } from './known-tracks.ts';
import { lockListener } from './lock-listener.ts';
import { placeWeeks } from './place-weeks.ts';
import { readPlays, type ListenerPlays, type WeeksOfListener } from './read-plays.ts';
import { readPublishedMaps } from './read-published-maps.ts';
import { readSources } from './read-sources.ts';
import { readTracks } from './read-tracks.ts';
import { renewTotals } from './renew-totals.ts';
import { removeEmptyWeeks, writeSlices, writeWeeks } from './write-weeks.ts';

/**
 * Computes a listener's dirty weeks anew, in one transaction in that listener's scope: their summaries and slices by source, their
 * centroids and positions on each published map, and momentum from the earliest dirty week on. Weeks without listens are removed. Only
 * the dirty rows seen at the start are consumed; what becomes dirty meanwhile stays for the next run. The same listens and
 * scores give the same rows, `computed_at` apart.
 *
 * @returns how many weeks were dirty
 * @throws {PermanentError} where the listener is unknown
 */
export async function aggregateWeeks(deps: Deps, { userId }: { userId: string }): Promise<{ weeks: number }> {
  const context = activityContext(deps);
  return deps.db.asUser(userId, async (tx) => {
    await lockListener(tx, userId);
    const calendar = (await readCalendars(tx, [userId])).get(userId);
    if (calendar === undefined) {
      throw new PermanentError(`There is no listener ${userId}.`, {
        service: 'weeks',
        remedy: 'They may have been removed; nothing is left to do.',
      });
    }
    const dirty = (await tx.query<{ weekStart: string }>(TAKE_DIRTY, [userId])).map(({ weekStart }) => weekStart);
    const weekStarts = [...new Set(dirty)].sort();
    if (weekStarts.length === 0) return { weeks: 0 };

    const plays = await readPlays(tx, { userId, weekStarts, calendar });
    context.heartbeat();
    await withKnownTracks(deps.db, tx, async (known) => {
      await summarise(tx, { userId, weekStarts, calendar, plays, known, now: deps.clock() });
      context.heartbeat();
      const maps = await readPublishedMaps(tx);
      known.keepMaps(maps.map(({ mapId }) => mapId));
      for (const map of maps) {
        await placeWeeks(tx, { userId, weekStarts, plays, map, places: known.places(map.mapId) });
        context.heartbeat();
      }
    });
    await renewAlerts(tx, { userId, from: weekStarts[0]!, calendar, now: deps.clock() });
    await renewTotals(tx, userId);
    context.logger.info({ userId, weeks: weekStarts.length, filled: plays.weeks.length }, 'Weeks computed.');
    return { weeks: weekStarts.length };
  });
}

interface Summarising {
  plays: ListenerPlays;
  known: KnownTracks;
  now: Date;
}

async function summarise(
  tx: Sql,
  { userId, weekStarts, calendar, plays, known, now }: WeeksOfListener & Summarising,
): Promise<void> {
  const table = await readTracks(tx, { userId, recordingIds: plays.recordingIds, known });
  const summaries = plays.weeks.map((week) => ({ weekStart: week.weekStart, ...summariseWeek(table, week) }));
  await writeWeeks(tx, userId, summaries, now);
  const slices = (await readSources(tx, { userId, calendar, plays })).map(({ weekStart, source, played }) => ({
    weekStart,
    source,
    ...summariseMoods(table, played),
  }));
  await writeSlices(tx, userId, { weekStarts, slices });
  await removeEmptyWeeks(tx, userId, { dirty: weekStarts, filled: plays.weeks.map(({ weekStart }) => weekStart) });
}

// Deleting comes before reading: whoever marks a week dirty after this does so in a row of their own.
const TAKE_DIRTY = `DELETE FROM dirty_weeks WHERE user_id = $1 RETURNING week_start AS "weekStart"`;
