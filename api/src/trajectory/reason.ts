import { noListens } from '../overview/no-listens.ts';
import { MORE_TAGS } from '../overview/no-tags.ts';
import type { Standing } from '../queries/standing.ts';
import type { SpaceName } from '../contract/primitives.ts';

export interface TrajectorySituation {
  readonly space: SpaceName;
  readonly hasMap: boolean;
  readonly weeks: number;
  /** Of the other space. */
  readonly otherHasMap: boolean;
  readonly standing: Standing;
}

/** Why a trajectory has nothing to show, and what to do about it; null when it has something. */
export function trajectoryReason({ space, hasMap, weeks, otherHasMap, standing }: TrajectorySituation): string | null {
  if (!standing.hasListens) return noListens(standing);
  if (weeks > 0) return null;
  const elsewhere = otherHasMap ? ` The ${space === 'audio' ? 'tag' : 'audio'} map is there meanwhile.` : '';
  if (hasMap) {
    return standing.dirtyWeeks > 0 || standing.pendingWork > 0
      ? `Your weeks are being laid over the map. This takes a minute or two.${elsewhere}`
      : `None of what you heard in this time is on the map. Choose a longer time.${elsewhere}`;
  }
  return `${space === 'audio' ? noAudioMap(standing) : noTagMap(standing)}${elsewhere}`;
}

function noAudioMap({ audioRoots, measuredTracks, pendingWork }: Standing): string {
  if (audioRoots === 0) return 'The audio map is made of your own files. Add a folder under Library.';
  if (pendingWork > 0)
    return `Your files are being measured (${measuredTracks} tracks so far); the map is drawn as soon as there is enough.`;
  return measuredTracks === 0
    ? 'No file in your folders belongs to a track that you have heard. Library shows what was found.'
    : `A map needs more than the ${measuredTracks} measured tracks there are. Add more of your music.`;
}

function noTagMap({ pendingWork }: Standing): string {
  return pendingWork > 0
    ? 'Tags of your tracks are being fetched; the map is drawn as soon as there is enough.'
    : `Too few of your tracks have tags. ${MORE_TAGS}`;
}
