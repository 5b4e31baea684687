import type { SpaceName } from '../contract/primitives.ts';
import { ENOUGH_COVERAGE } from '../overview/momentum.ts';
import type { PublishedMap } from '../queries/published-maps.ts';

/**
 * The map to show. In the space that was asked for: the newest one with tracks of this listener. Where none was asked for:
 * their own audio if it covers enough of what they hear, else the space that covers most.
 */
export function chooseMap(
  maps: readonly PublishedMap[],
  asked: SpaceName | undefined,
): { space: SpaceName; map: PublishedMap | undefined } {
  const usable = newestBySpace(maps.filter((map) => map.tracks > 0));
  const space = asked ?? preferred(usable);
  return { space, map: usable.find((map) => map.space === space) };
}

/** The newest usable map of each space. `maps` come newest first within a space. */
export function newestBySpace(maps: readonly PublishedMap[]): PublishedMap[] {
  return maps.filter((map, index) => maps.findIndex((one) => one.space === map.space) === index);
}

function preferred(usable: readonly PublishedMap[]): SpaceName {
  const audio = usable.find((map) => map.space === 'audio');
  const tag = usable.find((map) => map.space === 'tag');
  if (audio === undefined) return 'tag';
  return audio.coverage >= ENOUGH_COVERAGE || audio.coverage >= (tag?.coverage ?? 0) ? 'audio' : 'tag';
}
