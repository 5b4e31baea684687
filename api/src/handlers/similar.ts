import type { Sql } from '@sidetrack/prisma';
import type { SpaceName } from '../contract/primitives.ts';
import type { SimilarTracksShape } from '../contract/similar.ts';
import type { PublishedMap } from '../queries/published-maps.ts';
import { readPublishedMaps } from '../queries/published-maps.ts';
import { readMapsOf, readSimilarTracks } from '../queries/similar-tracks.ts';
import { MORE_TAGS } from '../overview/no-tags.ts';
import { isKnownTrack } from '../queries/track.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';
import { chooseMap, newestBySpace } from '../trajectory/choose-map.ts';

export const listSimilarTracks: Handlers['listSimilarTracks'] = ({ params, query, scope }, deps) => {
  const asked: Asked = { recordingId: params.id, ...query };
  return cached(deps, scope, { operationId: 'listSimilarTracks', query: asked }, () =>
    scope.run((tx) => similarTracks(tx, scope.userId, asked)),
  );
};

interface Asked {
  readonly recordingId: string;
  readonly space?: SpaceName | undefined;
  readonly limit: number;
}

async function similarTracks(
  tx: Sql,
  userId: string,
  { recordingId, space: asked, limit }: Asked,
): Promise<SimilarTracksShape> {
  if (!(await isKnownTrack(tx, recordingId)))
    throw notFound('track', 'GET /api/v1/listens/recent shows tracks with their ids.');
  const all = await readPublishedMaps(tx, userId);
  const maps = newestBySpace(all.filter(({ tracks }) => tracks > 0));
  const ids = new Set(
    await readMapsOf(
      tx,
      recordingId,
      maps.map(({ id }) => id),
    ),
  );
  const own = maps.filter(({ id }) => ids.has(id));
  // Without a wish, a space that the track lies in goes before one that it does not.
  const { space, map } = chooseMap(asked === undefined && own.length > 0 ? own : maps, asked);
  const found =
    map !== undefined && ids.has(map.id)
      ? await readSimilarTracks(tx, userId, { mapId: map.id, recordingId, limit })
      : { compared: 0, typicalDistance: null, tracks: [] };
  return {
    space,
    availableSpaces: own.map((one) => one.space),
    model: map?.model ?? null,
    coverage: map?.coverage ?? 0,
    ...found,
    reason: found.tracks.length > 0 ? null : reasonForNone(space, map, own),
  };
}

function reasonForNone(space: SpaceName, map: PublishedMap | undefined, own: readonly PublishedMap[]): string {
  if (map === undefined)
    return `There is no map of the ${space} space yet. GET /api/v1/dashboard/trajectory?space=${space} says why.`;
  if (own.some(({ id }) => id === map.id)) return 'No other track that you have heard lies in this space yet.';
  const needed =
    space === 'audio'
      ? 'It needs a measured file: GET /api/v1/library/unmatched shows files without a track.'
      : `It needs tags, of its own or of its artist. ${MORE_TAGS}`;
  const elsewhere = own[0] === undefined ? '' : ` In the ${own[0].space} space there are some.`;
  return `The track does not lie in the ${space} space. ${needed}${elsewhere}`;
}
