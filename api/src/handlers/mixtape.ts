import { addWeeks, isoWeekOf, makeMixtape, weekStartOfIsoWeek, wheelName, type Mixtape } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { MixtapeShape } from '../contract/mixtape.ts';
import type { SpaceName } from '../contract/primitives.ts';
import type { ApiSettings } from '../deps.ts';
import { listenerWeeks, namedWeek, type ListenerWeeks } from '../overview/listener-weeks.ts';
import { noListens } from '../overview/no-listens.ts';
import { readListener } from '../queries/listener.ts';
import { readWeekPlays } from '../queries/mixtape-plays.ts';
import { readMixtapeTracks } from '../queries/mixtape-tracks.ts';
import { readPublishedMaps, type PublishedMap } from '../queries/published-maps.ts';
import { readStanding } from '../queries/standing.ts';
import { readWeeks } from '../queries/weeks.ts';
import { cached } from '../server/cached.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';
import { chooseMap, newestBySpace } from '../trajectory/choose-map.ts';

export const getMixtape: Handlers['getMixtape'] = ({ scope, query }, deps) => {
  const week = query.week === undefined ? null : isoWeek(query.week);
  const asked = { week, space: query.space, seed: query.seed, minutes: query.minutes };
  return cached(deps, scope, { operationId: 'getMixtape', query: asked }, () =>
    scope.run((tx) => readMixtape(tx, scope.userId, { ...asked, now: deps.now(), settings: deps.settings })),
  );
};

export interface Asked {
  readonly week: string | null;
  readonly space: SpaceName | undefined;
  readonly seed: number;
  readonly minutes: number;
  readonly now: Date;
  readonly settings: ApiSettings;
}

/** How many weeks on each side may be taken where the week is too small. */
const REACH = 4;

/** The mixtape as the answer has it. */
export async function readMixtape(tx: Sql, userId: string, asked: Asked): Promise<MixtapeShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const calendar = listenerWeeks(listener, asked.now);
  const maps = await readPublishedMaps(tx, userId);
  const { space, map } = chooseMap(maps, asked.space);
  const weeks = await readWeeks(tx, userId);
  const week = asked.week === null ? weeks.at(-1)?.weekStart : weekStartOfIsoWeek(asked.week);
  const made = week == null ? null : await makeOf(tx, userId, { ...asked, week, map, calendar });
  return {
    space,
    availableSpaces: newestBySpace(maps.filter((one) => one.tracks > 0)).map((one) => ({
      space: one.space,
      coverage: one.coverage,
      tracks: one.tracks,
    })),
    model: map?.model ?? null,
    availableWeeks: weeks
      .toReversed()
      .map(({ weekStart, listens }) => ({ isoWeek: isoWeekOf(weekStart), weekStart, listens })),
    seed: asked.seed,
    minutes: asked.minutes,
    ...(made === null ? nothing : shape(made, calendar.current)),
    reason:
      made !== null && made.mixtape.tracks.length > 0
        ? null
        : reasonForNone({
            hasMap: map !== undefined,
            space,
            unfit: made?.mixtape.leftOut.unfitLength ?? 0,
            standing: await readStanding(tx, userId, asked.settings),
          }),
  };
}

/** The mixtape of a week, from the weeks around it. */
async function makeOf(
  tx: Sql,
  userId: string,
  given: Omit<Asked, 'week'> & { week: string; map: PublishedMap | undefined; calendar: ListenerWeeks },
): Promise<{ week: string; mixtape: Mixtape }> {
  const { week, map, calendar } = given;
  const around = Array.from({ length: 2 * REACH + 1 }, (_, i) => addWeeks(week, i - REACH));
  const bounds = around.map((weekStart) => ({ weekStart, ...calendar.boundsOf(weekStart) }));
  const weeks = await readWeekPlays(tx, userId, bounds);
  const recordingIds = [...new Set(weeks.flatMap(({ plays }) => [...plays.keys()]))].sort();
  const tracks = map === undefined ? [] : await readMixtapeTracks(tx, userId, { mapId: map.id, recordingIds });
  return { week, mixtape: makeMixtape({ week, weeks, tracks }, given) };
}

type Shown = Omit<
  MixtapeShape,
  'space' | 'availableSpaces' | 'availableWeeks' | 'model' | 'seed' | 'minutes' | 'reason'
>;

const nothing: Shown = {
  week: null,
  totalSeconds: 0,
  short: true,
  assumedDurations: 0,
  weeks: [],
  cluster: null,
  tracks: [],
  leftOut: { notOnMap: 0, unfitLength: 0, otherClusters: 0, betweenClusters: 0, notChosen: 0 },
  notes: [],
};

function shape({ week, mixtape: made }: { week: string; mixtape: Mixtape }, current: string): Shown {
  const { plays, tracks, placedPlays } = made.week;
  return {
    week: { ...namedWeek(week, current), plays, tracks, coverage: plays === 0 ? 0 : placedPlays / plays },
    totalSeconds: made.totalSeconds,
    short: made.short,
    assumedDurations: made.assumedDurations,
    weeks: made.weeks.map(isoWeekOf),
    cluster: made.tracks.length === 0 ? null : made.cluster,
    tracks: made.tracks.map(({ track, ...chosen }, index) => ({
      position: index + 1,
      recordingId: track.recordingId,
      title: track.title,
      artistCredit: track.artistCredit,
      tempoBpm: track.tempoBpm,
      key: track.key === null ? null : { ...track.key, wheel: wheelName(track.key) },
      energy: track.energy,
      ...chosen,
    })),
    leftOut: made.leftOut,
    notes: [...made.notes],
  };
}

function reasonForNone(given: {
  hasMap: boolean;
  space: SpaceName;
  /** Tracks that were heard and are left out because they are very short or very long. */
  unfit: number;
  standing: Awaited<ReturnType<typeof readStanding>>;
}): string {
  if (!given.standing.hasListens) return noListens(given.standing);
  if (!given.hasMap) return `There is no map of the ${given.space} space yet. Trajectory says why.`;
  return given.unfit > 0
    ? 'All that was heard in this week or in those around it and is on the map is too short or too long for a mixtape. Choose another week or the other space.'
    : 'Nothing that was heard in this week or in those around it is on the map. Choose another week or the other space.';
}

/** The name of a week that was asked for, written 2026-W47 or 2026-47. */
const isoWeek = (given: string) => (given.includes('W') ? given : given.replace('-', '-W'));
