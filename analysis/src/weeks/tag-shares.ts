import type { GivenTag } from '../axes/evidence.ts';
import { tagKey } from '../axes/tag-spellings.ts';
import { isNoiseTag } from '../axes/tag-noise.ts';

/** Tags of a track or of one of its artists, with their weights; an artist's list may be shared by all their tracks. */
export interface TagList {
  of: NonNullable<GivenTag['of']>;
  tags: readonly string[];
  weights: ArrayLike<number>;
}

/**
 * One play of each track divided among its tags: those of track t stand from starts[t] to starts[t + 1], with their numbers
 * ascending and shares that sum to 1; a track without tags has none. `count`: how many different tags there are.
 */
export interface TagShares {
  starts: Int32Array;
  tags: Int32Array;
  shares: Float64Array;
  count: number;
}

/** What an artist's own tag counts beside one of the track, as in the tag space. */
const ARTIST_SHARE = 0.4;

/**
 * Divides plays among tags by their weights: spellings joined, tags about the listener left out, the greatest weight that any source
 * gives. Tags are numbered in the order of their names, so that the order in which they are given does not matter to the bit.
 */
export function divideAmongTags(tracks: readonly (readonly TagList[])[]): TagShares {
  const { keysOf, keys } = keyNumbers();
  const weighed = tracks.map((lists) => {
    const weights = new Map<number, number>();
    for (const list of lists) {
      const numbers = keysOf(list);
      const counts = list.of === 'artist' ? ARTIST_SHARE : 1;
      for (let i = 0; i < numbers.length; i++) {
        const weight = list.weights[i]! * counts;
        if (numbers[i]! >= 0 && weight > (weights.get(numbers[i]!) ?? 0)) weights.set(numbers[i]!, weight);
      }
    }
    return weights;
  });
  const ranks = ranksOf(keys);
  const starts = new Int32Array(tracks.length + 1);
  weighed.forEach(({ size }, t) => (starts[t + 1] = starts[t]! + size));
  const tags = new Int32Array(starts.at(-1)!);
  const shares = new Float64Array(tags.length);
  const byRank = new Float64Array(keys.length);
  weighed.forEach((weights, t) => {
    const own = tags.subarray(starts[t], starts[t + 1]);
    let i = 0;
    for (const [key, weight] of weights) {
      own[i++] = ranks[key]!;
      byRank[ranks[key]!] = weight;
    }
    own.sort();
    let total = 0;
    for (const tag of own) total += byRank[tag]!;
    own.forEach((tag, at) => (shares[starts[t]! + at] = byRank[tag]! / total));
  });
  return { starts, tags, shares, count: keys.length };
}

/** Numbers the keys of tags as they are met, -1 for what is no tag of the music; what a spelling, or a list, stands for is looked up once. */
function keyNumbers(): { keysOf: (list: TagList) => Int32Array; keys: string[] } {
  const keys: string[] = [];
  const numbers = new Map<string, number>();
  const known = new Map<string, number>();
  const lists = new Map<TagList, Int32Array>();
  const look = (tag: string): number => {
    const key = tagKey(tag);
    if (isNoiseTag(key)) return -1;
    const number = numbers.get(key) ?? keys.push(key) - 1;
    numbers.set(key, number);
    return number;
  };
  const keyOf = (tag: string): number => {
    const before = known.get(tag);
    if (before !== undefined) return before;
    const number = look(tag);
    known.set(tag, number);
    return number;
  };
  const keysOf = (list: TagList): Int32Array => {
    const before = lists.get(list);
    if (before !== undefined) return before;
    const own = new Int32Array(list.tags.length);
    for (let i = 0; i < own.length; i++) own[i] = keyOf(list.tags[i]!);
    lists.set(list, own);
    return own;
  };
  return { keysOf, keys };
}

function ranksOf(keys: readonly string[]): Int32Array {
  const ranks = new Int32Array(keys.length);
  const order = keys.map((_, i) => i).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
  order.forEach((key, rank) => (ranks[key] = rank));
  return ranks;
}
