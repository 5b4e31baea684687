import { findOutliers, type Outlier } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { differingAxes, outlierSentence, usualOf } from '../change/explain-outlier.ts';
import type { OutlierShape, OutliersShape } from '../contract/outliers.ts';
import type { SpaceName } from '../contract/primitives.ts';
import type { ApiSettings } from '../deps.ts';
import { readHeardBounds } from '../queries/heard-bounds.ts';
import { readHeardPoints, type HeardPoint } from '../queries/heard-points.ts';
import { readPublishedMaps, type PublishedMap } from '../queries/published-maps.ts';
import { readRareTags } from '../queries/rare-tags.ts';
import { readSpannedPlays } from '../queries/spanned-plays.ts';
import { readStanding } from '../queries/standing.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { chooseMap, newestBySpace } from '../trajectory/choose-map.ts';
import { trajectoryReason } from '../trajectory/reason.ts';

const DAY_MS = 86_400_000;
const NAMED_TAGS = 3;
/** Fewer tracks have no shape to stand out from. */
const FEWEST = 3;
/** Of the picture of distances. */
const STEP = 0.25;

export const getOutliers: Handlers['getOutliers'] = ({ scope, query }, deps) =>
  cached(deps, scope, { operationId: 'getOutliers', query }, () =>
    scope.run((tx) => readOutliers(tx, scope.userId, { ...query, now: deps.now(), settings: deps.settings })),
  );

interface Asked {
  readonly days: number;
  readonly space?: SpaceName | undefined;
  readonly limit: number;
  readonly now: Date;
  readonly settings: ApiSettings;
}

async function readOutliers(tx: Sql, userId: string, asked: Asked): Promise<OutliersShape> {
  const { days, limit, now } = asked;
  const maps = await readPublishedMaps(tx, userId);
  const { space, map } = chooseMap(maps, asked.space);
  const span = { from: new Date(now.getTime() - days * DAY_MS), to: now };
  const heard =
    map === undefined ? { points: [], plays: 0 } : await readHeardPoints(tx, userId, { mapId: map.id, ...span });
  const { points, plays } = heard;
  const found = points.length < FEWEST ? null : findOutliers(points);
  const top = found?.tracks.filter(({ distance }) => distance > 1).slice(0, limit) ?? [];
  return {
    space,
    availableSpaces: newestBySpace(maps.filter(({ tracks }) => tracks > 0)).map((one) => ({
      space: one.space,
      coverage: one.coverage,
      tracks: one.tracks,
    })),
    days,
    tracks: points.length,
    coverage: plays === 0 ? 0 : points.reduce((sum, point) => sum + point.plays, 0) / plays,
    shrinkage: found?.shrinkage ?? null,
    distances: distancesOf(found?.tracks ?? []),
    outliers: top.length === 0 ? [] : await explain(tx, userId, { top, points, span }),
    reason: top.length > 0 ? null : await reasonOf(tx, userId, { ...asked, space, maps, hasMap: map !== undefined }),
  };
}

interface Situation extends Asked {
  readonly space: SpaceName;
  readonly maps: readonly PublishedMap[];
  readonly hasMap: boolean;
}

/** Why nothing stands out, and what to do about it. */
async function reasonOf(
  tx: Sql,
  userId: string,
  { space, maps, hasMap, days, settings }: Situation,
): Promise<string | null> {
  if (hasMap)
    return `Fewer than ${FEWEST} different tracks of the last ${days} days lie in this space. Choose more days.`;
  const otherHasMap = maps.some((one) => one.space !== space && one.tracks > 0);
  const standing = await readStanding(tx, userId, settings);
  return trajectoryReason({ space, hasMap, weeks: 0, otherHasMap, standing });
}

/** How many tracks lie in each step of distance, from the nearest that holds one to the farthest. */
function distancesOf(tracks: readonly Outlier[]): OutliersShape['distances'] {
  const counts = new Map<number, number>();
  for (const { distance } of tracks) {
    const step = Math.floor(distance / STEP);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const steps = [...counts.keys()];
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  return Array.from({ length: steps.length === 0 ? 0 : last - first + 1 }, (_, i) => {
    const step = first + i;
    return { from: step * STEP, to: (step + 1) * STEP, tracks: counts.get(step) ?? 0 };
  });
}

async function explain(
  tx: Sql,
  userId: string,
  { top, points, span }: { top: readonly Outlier[]; points: readonly HeardPoint[]; span: { from: Date; to: Date } },
): Promise<OutlierShape[]> {
  const plays = await readSpannedPlays(tx, userId, { before: span.from, ...span });
  const usual = usualOf(plays);
  const scores = new Map(plays.map((play) => [play.recordingId, play.scores]));
  const bounds = await readHeardBounds(
    tx,
    userId,
    top.map(({ recordingId }) => recordingId),
  );
  const tags = await readRareTags(tx, userId, { recordingIds: top.map(({ recordingId }) => recordingId), ...span });
  const byId = new Map(points.map((point) => [point.recordingId, point]));
  return top.map(({ recordingId, plays: count, distance }) => {
    const point = byId.get(recordingId)!;
    const why = {
      axes: differingAxes(scores.get(recordingId) ?? {}, usual).flatMap((differing) => {
        const sure = bounds.get(recordingId)?.[differing.axis];
        return sure === undefined ? [] : [{ ...differing, ...sure }];
      }),
      tags: tags
        .filter((one) => one.recordingId === recordingId)
        .slice(0, NAMED_TAGS)
        .map(({ tag, share }) => ({ tag, share })),
    };
    return {
      recordingId,
      title: point.title,
      artistCredit: point.artistCredit,
      plays: count,
      distance,
      ...why,
      nearest: nearestOf(point, points),
      sentence: outlierSentence(why),
    };
  });
}

function nearestOf(point: HeardPoint, points: readonly HeardPoint[]): OutlierShape['nearest'] {
  let nearest: HeardPoint | null = null;
  let least = Infinity;
  for (const other of points) {
    if (other === point) continue;
    let squared = 0;
    for (let i = 0; i < other.vector.length && squared < least; i++)
      squared += (other.vector[i]! - point.vector[i]!) ** 2;
    if (squared >= least) continue;
    nearest = other;
    least = squared;
  }
  return nearest && { recordingId: nearest.recordingId, title: nearest.title, artistCredit: nearest.artistCredit };
}
