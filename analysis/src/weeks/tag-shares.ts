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
 * One play of a track divided among its tags: their places in `keys`, ascending, and shares that sum to 1; a track without tags has none.
 * `keys` is in the order of the names, and may be a list that many tracks share.
 */
export interface DividedTags {
  keys: readonly string[];
  tags: Int32Array;
  shares: Float64Array;
}

/** The divided tags of many tracks: those of track t stand from starts[t] to starts[t + 1]. `count`: how many different tags there may be. */
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
 * gives. Shares are worked out in the order of the tags' names, so that neither the order in which they are given nor what other
 * tracks there are matters to the bit.
 */
export function divideAmongTags(tracks: readonly (readonly TagList[])[]): DividedTags[] {
  const { keysOf, keys: met } = keyNumbers();
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
  const ranks = ranksOf(met);
  const keys = met.toSorted(byName);
  const byRank = new Float64Array(keys.length);
  return weighed.map((weights) => {
    const tags = new Int32Array(weights.size);
    let i = 0;
    for (const [key, weight] of weights) {
      tags[i++] = ranks[key]!;
      byRank[ranks[key]!] = weight;
    }
    tags.sort();
    let total = 0;
    for (const tag of tags) total += byRank[tag]!;
    const shares = new Float64Array(tags.length);
    for (let at = 0; at < tags.length; at++) shares[at] = byRank[tags[at]!]! / total;
    return { keys, tags, shares };
  });
}

/** Puts divided tags, of whatever lists of keys, under common numbers that ascend with the names. */
export function joinTags(tracks: readonly DividedTags[]): TagShares {
  const { numbersOf, count } = commonNumbers(tracks);
  const starts = new Int32Array(tracks.length + 1);
  for (let t = 0; t < tracks.length; t++) starts[t + 1] = starts[t]! + tracks[t]!.tags.length;
  const tags = new Int32Array(starts.at(-1)!);
  const shares = new Float64Array(tags.length);
  for (let t = 0; t < tracks.length; t++) {
    const own = tracks[t]!;
    const numbers = numbersOf.get(own.keys)!;
    const from = starts[t]!;
    for (let i = 0; i < own.tags.length; i++) {
      tags[from + i] = numbers[own.tags[i]!]!;
      shares[from + i] = own.shares[i]!;
    }
  }
  return { starts, tags, shares, count };
}

/** Of each list of keys, which common number each key that occurs has. */
function commonNumbers(tracks: readonly DividedTags[]): {
  numbersOf: ReadonlyMap<readonly string[], Int32Array>;
  count: number;
} {
  const occurs = new Map<readonly string[], Uint8Array>();
  for (const { keys, tags } of tracks) {
    const own = occurs.get(keys) ?? new Uint8Array(keys.length);
    occurs.set(keys, own);
    for (let i = 0; i < tags.length; i++) own[tags[i]!] = 1;
  }
  // List by list, each of them in order, which leaves little to be sorted.
  const met = new Map<string, number>();
  for (const [keys, own] of occurs)
    for (let i = 0; i < own.length; i++) if (own[i] === 1 && !met.has(keys[i]!)) met.set(keys[i]!, met.size);
  const ranks = ranksOf([...met.keys()]);
  const numbersOf = new Map<readonly string[], Int32Array>();
  for (const [keys, own] of occurs) {
    const numbers = new Int32Array(keys.length);
    for (let i = 0; i < own.length; i++) if (own[i] === 1) numbers[i] = ranks[met.get(keys[i]!)!]!;
    numbersOf.set(keys, numbers);
  }
  return { numbersOf, count: met.size };
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
  const order = keys.map((_, i) => i).sort((a, b) => byName(keys[a]!, keys[b]!));
  order.forEach((key, rank) => (ranks[key] = rank));
  return ranks;
}

const byName = (a: string, b: string) => (a < b ? -1 : 1);
