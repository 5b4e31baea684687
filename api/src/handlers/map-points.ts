import { isoWeekOf, weekStartOfIsoWeek } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { MapPlaceShape, MapPointsShape, WeekTracksShape } from '../contract/map-points.ts';
import type { AxisName, SpaceName } from '../contract/primitives.ts';
import { listenerWeeks, type ListenerWeeks } from '../overview/listener-weeks.ts';
import { readCalibration } from '../queries/calibration.ts';
import { readListener } from '../queries/listener.ts';
import { readMapPoints } from '../queries/map-points.ts';
import { readTracksAt, readTracksDuring } from '../queries/placed-tracks.ts';
import { readPublishedMaps, type PublishedMap } from '../queries/published-maps.ts';
import { readWeeks } from '../queries/weeks.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';
import { chooseMap } from '../trajectory/choose-map.ts';
import { pointColumns } from '../trajectory/point-columns.ts';
import { spanOf } from '../trajectory/window-span.ts';

export const getMapPoints: Handlers['getMapPoints'] = ({ scope, query }, deps) =>
  cached(deps, scope, { operationId: 'getMapPoints', query }, () =>
    scope.run(async (tx): Promise<MapPointsShape> => {
      const calendar = await calendarOf(tx, scope.userId, deps.now());
      const { space, map } = chooseMap(await readPublishedMaps(tx, scope.userId), query.space);
      const weeks = await readWeeks(tx, scope.userId);
      const span = spanOf(weeks, query.window);
      const { [query.axis]: own } = await readCalibration(tx, scope.userId);
      const points =
        map === undefined || span === null
          ? NO_POINTS
          : await readMapPoints(tx, scope.userId, {
              mapId: map.id,
              axis: query.axis,
              during:
                query.window === 'all'
                  ? null
                  : { from: calendar.boundsOf(span.first).from, to: calendar.boundsOf(span.newest).to },
              limit: query.limit,
              own,
            });
      return {
        ...{ space, axis: query.axis, map: named(map) },
        ...pointColumns(points),
        weeks: weeks
          .filter(({ weekStart }) => span !== null && weekStart >= span.first)
          .map(({ weekStart, axes }) => ({ isoWeek: isoWeekOf(weekStart), value: axes[query.axis] ?? null })),
      };
    }),
  );

export const getMapPlace: Handlers['getMapPlace'] = ({ scope, query }) =>
  scope.run(async (tx): Promise<MapPlaceShape> => {
    const { x, y, axis, limit } = query;
    const { space, map, own } = await shownMap(tx, scope.userId, query);
    const tracks =
      map === undefined ? [] : await readTracksAt(tx, scope.userId, { ...{ x, y, axis, limit, own }, mapId: map.id });
    return { space, map: named(map), axis, tracks };
  });

export const getMapWeek: Handlers['getMapWeek'] = ({ scope, query }, deps) =>
  cached(deps, scope, { operationId: 'getMapWeek', query }, () =>
    scope.run(async (tx): Promise<WeekTracksShape> => {
      const { week, axis, limit } = query;
      const calendar = await calendarOf(tx, scope.userId, deps.now());
      const { space, map, own } = await shownMap(tx, scope.userId, query);
      const start = weekStartOfIsoWeek(week);
      const { tracks, listens, heard, placedListens } =
        start === null
          ? NO_TRACKS
          : await readTracksDuring(tx, scope.userId, {
              ...{ axis, limit, own, mapId: map?.id ?? null },
              ...calendar.boundsOf(start),
            });
      const coverage = listens === 0 ? 0 : placedListens / listens;
      return { space, map: named(map), axis, isoWeek: week, listens, heard, coverage, tracks };
    }),
  );

const NO_POINTS = {
  x: new Float32Array(),
  y: new Float32Array(),
  plays: new Int32Array(),
  value: new Float32Array(),
  heard: 0,
};

/** Of a week that its year does not have. */
const NO_TRACKS = { tracks: [], listens: 0, heard: 0, placedListens: 0 };

async function shownMap(tx: Sql, userId: string, asked: { space?: SpaceName | undefined; axis: AxisName }) {
  const { [asked.axis]: own } = await readCalibration(tx, userId);
  return { ...chooseMap(await readPublishedMaps(tx, userId), asked.space), own };
}

async function calendarOf(tx: Sql, userId: string, now: Date): Promise<ListenerWeeks> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  return listenerWeeks(listener, now);
}

function named(map: PublishedMap | undefined): { id: string; version: number } | null {
  return map === undefined ? null : { id: map.id, version: map.version };
}
