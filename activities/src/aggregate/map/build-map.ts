import { claimPending, completePending } from '@sidetrack/prisma';
import { activityContext } from '../../context.ts';
import { progressReporter } from '../../jobs/progress.ts';
import type { AggregateActivities, Deps, MapSpace } from '../../types.ts';
import { audioSource } from './audio-source.ts';
import { drawMap } from './draw-map.ts';
import type { MapSource } from './map-source.ts';
import { publishMap, retireMap } from './publish-map.ts';
import { readPreviousMap } from './read-previous-map.ts';
import { tagSource } from './tag-source.ts';

/**
 * Draws the map of one space over every recording that somebody listened to and that can be placed in it, and publishes it
 * as a new version with the weeks of all listeners on it, in one transaction. Nothing is written where nothing changed.
 *
 * @returns mapId is the map that is shown afterwards, null where there is no track to draw (then `reason` says so)
 */
export async function buildMap(deps: Deps, { space }: { space: MapSpace }): Promise<BuiltMap> {
  return space === 'audio'
    ? build(deps, space, audioSource(deps.settings.embeddingModels))
    : build(deps, space, tagSource);
}

async function build<Item>(deps: Deps, space: MapSpace, source: MapSource<Item>): Promise<BuiltMap> {
  const { db, clock } = deps;
  const context = activityContext(deps);
  const claimed = await claimPending(db, {
    kind: 'map',
    subject: space,
    limit: 1,
    claimedBy: context.workflowId ?? `build-map/${space}`,
    leaseSeconds: LEASE_SECONDS,
    now: clock(),
  });
  const asked = claimed.map(({ id }) => id);
  const { tracks, model, previous } = await db.asService(async (tx) => {
    const read = await source.read(tx);
    return { ...read, previous: await readPreviousMap(tx, { space, model: read.model }) };
  });
  const drawn = await drawMap({ source, tracks, previous }, showProgress(deps));

  if (drawn === 'unchanged') {
    await db.asService((tx) => completePending(tx, asked));
    return { mapId: previous!.mapId, tracks: previous!.trackCount, published: false };
  }
  if (drawn.tracks.length === 0) {
    await db.asService((tx) => retireMap(tx, { previous, asked }));
    return { mapId: null, tracks: 0, published: false, reason: source.reasonForNone };
  }
  const mapId = await db.asService((tx) => publishMap(tx, { space, model, drawn, previous, asked, now: clock() }));
  const { how, moved } = drawn.params;
  context.logger.info({ space, model, mapId, tracks: drawn.tracks.length, how, moved }, 'Map published.');
  return { mapId, tracks: drawn.tracks.length, published: true };
}

type BuiltMap = Awaited<ReturnType<AggregateActivities['buildMap']>>;

function showProgress(deps: Deps): (share: number) => void {
  const context = activityContext(deps);
  const report = progressReporter(deps, 'percent');
  return (share) => {
    context.heartbeat({ share });
    // Never fails, and the work does not wait for it.
    void report({ done: Math.round(share * 100), total: 100 });
  };
}

const LEASE_SECONDS = 900;
