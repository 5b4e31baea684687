import type { Sql } from '@sidetrack/prisma';
import type { SpaceName } from '../contract/primitives.ts';
import type { TrajectoryShape } from '../contract/trajectory.ts';
import { listenerWeeks, namedWeek } from '../overview/listener-weeks.ts';
import type { ListenerWeeks } from '../overview/listener-weeks.ts';
import { readListener } from '../queries/listener.ts';
import { readMapTracks } from '../queries/map-tracks.ts';
import { readMapWeeks } from '../queries/map-weeks.ts';
import type { MapWeek } from '../queries/map-weeks.ts';
import { iso } from '../queries/moments.ts';
import { readPublishedMaps } from '../queries/published-maps.ts';
import type { PublishedMap } from '../queries/published-maps.ts';
import { readStanding } from '../queries/standing.ts';
import { readWeeks } from '../queries/weeks.ts';
import type { ApiSettings } from '../deps.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';
import { boundsOf } from '../trajectory/bounds.ts';
import { chooseMap, newestBySpace } from '../trajectory/choose-map.ts';
import { trajectoryReason } from '../trajectory/reason.ts';
import { spanOf } from '../trajectory/window-span.ts';

const TOP_TRACKS = 5;

export const getTrajectory: Handlers['getTrajectory'] = ({ scope, query }, deps) =>
  cached(deps, scope, { operationId: 'getTrajectory', query }, () =>
    scope.run((tx) =>
      readTrajectory(tx, scope.userId, {
        window: query.window,
        space: query.space,
        tracks: query.tracks,
        now: deps.now(),
        settings: deps.settings,
      }),
    ),
  );

interface Asked {
  readonly window: string;
  readonly space: SpaceName | undefined;
  /** At most so many. */
  readonly tracks: number;
  readonly now: Date;
  readonly settings: ApiSettings;
}

async function readTrajectory(tx: Sql, userId: string, asked: Asked): Promise<TrajectoryShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const calendar = listenerWeeks(listener, asked.now);
  const maps = await readPublishedMaps(tx, userId);
  const { space, map } = chooseMap(maps, asked.space);
  const shown = map === undefined ? nothing : await readShown(tx, userId, { ...asked, map, calendar });
  return {
    space,
    availableSpaces: newestBySpace(maps.filter(({ tracks }) => tracks > 0)).map((one) => ({
      space: one.space,
      coverage: one.coverage,
      tracks: one.tracks,
    })),
    model: map?.model ?? null,
    map:
      map === undefined
        ? null
        : {
            id: map.id,
            version: map.version,
            trackCount: map.trackCount,
            publishedAt: iso(map.publishedAt),
            laidOutAt: map.laidOutAt,
            moved: map.moved,
            announced: map.announced,
          },
    ...shown,
    bounds: boundsOf(shown.tracks, shown.weeks),
    reason: trajectoryReason({
      space,
      hasMap: map !== undefined,
      weeks: shown.weeks.length,
      otherHasMap: maps.some((one) => one.space !== space && one.tracks > 0),
      standing: await readStanding(tx, userId, asked.settings),
    }),
  };
}

type Shown = Pick<TrajectoryShape, 'coverage' | 'tracks' | 'weeks'>;
const nothing: Shown = { coverage: 0, tracks: [], weeks: [] };

async function readShown(
  tx: Sql,
  userId: string,
  { map, window, calendar, tracks }: { map: PublishedMap; window: string; calendar: ListenerWeeks; tracks: number },
): Promise<Shown> {
  const weeks = await readWeeks(tx, userId);
  const span = spanOf(weeks, window);
  if (span === null) return nothing;
  const placed = await readMapWeeks(tx, userId, map.id, span.first);
  const during = { from: calendar.boundsOf(span.first).from, to: calendar.boundsOf(span.newest).to };
  return {
    coverage: coverageOf(
      placed,
      weeks.filter(({ weekStart }) => weekStart >= span.first),
    ),
    tracks: tracks === 0 ? [] : await readMapTracks(tx, userId, { mapId: map.id, during, limit: tracks }),
    weeks: placed.map((week) => shape(week, calendar.current)),
  };
}

function shape({ weekStart, topTracks, ...week }: MapWeek, current: string): TrajectoryShape['weeks'][number] {
  return { ...namedWeek(weekStart, current), ...week, topTracks: topTracks.slice(0, TOP_TRACKS) };
}

/** Share of all plays of the window: a week that is not on the map counts as not covered. */
function coverageOf(placed: readonly MapWeek[], weeks: readonly { weekStart: string; listens: number }[]): number {
  const listens = weeks.reduce((total, week) => total + week.listens, 0);
  const coverage = new Map(placed.map((week) => [week.weekStart, week.coverage]));
  const covered = weeks.reduce((total, week) => total + week.listens * (coverage.get(week.weekStart) ?? 0), 0);
  return listens === 0 ? 0 : covered / listens;
}
