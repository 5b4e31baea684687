import type { GivenTag } from '../axes/evidence.ts';
import { tagKey } from '../axes/tag-spellings.ts';
import { principalAxes } from '../maths/principal-axes.ts';
import type { Vector } from '../maths/vectors.ts';
import { isNoiseTag } from '../axes/tag-noise.ts';

/** The tag space: which tags count, how much each tells, and the axes that weighted tags are reduced to. */
export interface TagSpace {
  vocabulary: string[];
  /** Inverse document frequency of each tag of the vocabulary: ln((1 + tracks) / (1 + tracks with it)) + 1. */
  idf: number[];
  /** At most 50 orthonormal axes, a row each, over the vocabulary. */
  axes: number[][];
}

/**
 * Fits the space to the tags of tracks: latent semantic analysis (Deerwester et al. 1990), that is a truncated singular value
 * decomposition of the tf-idf matrix, with each track's row at length 1. tf is the greatest weight that any source gives the
 * tag; an artist's own tags count for less than the track's. Tags on a single track tell of no other and are left out
 * where there are enough tracks, as are tags about the listener ("seen live"). The same tracks give the same space to the
 * bit, whatever the order of a track's tags.
 */
export function fitTagSpace(tracks: readonly (readonly GivenTag[])[]): TagSpace {
  const weights = tracks.map(tagWeights).filter((tags) => tags.size > 0);
  const { vocabulary, idf } = chooseVocabulary(weights);
  const rows = weights.map((tags) => sparseRow(tags, index(vocabulary), idf)).filter(({ at }) => at.length > 0);
  const { axes } = principalAxes(gram(rows, vocabulary.length), MOST_DIMENSIONS);
  return { vocabulary, idf, axes: axes.map((axis) => [...axis]) };
}

/** Gives what places tracks in the space; null for a track none of whose tags the space knows. */
export function tagProjector(space: TagSpace): (tags: readonly GivenTag[]) => number[] | null {
  const positions = index(space.vocabulary);
  return (tags) => {
    const { at, value } = sparseRow(tagWeights(tags), positions, space.idf);
    const vector = space.axes.map((axis) => at.reduce((sum, column, i) => sum + axis[column]! * value[i]!, 0));
    return unit(vector);
  };
}

const MOST_DIMENSIONS = 50;
const MOST_TAGS = 1000;
const ARTIST_SHARE = 0.4;
/** From so many tracks on, a tag has to be on two of them. */
const ENOUGH_TRACKS = 20;

/** A row of the matrix: columns and their values, at length 1. */
interface SparseRow {
  at: number[];
  value: number[];
}

const index = (vocabulary: readonly string[]) => new Map(vocabulary.map((tag, i) => [tag, i]));

function tagWeights(tags: readonly GivenTag[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { tag, weight, of } of tags) {
    const key = tagKey(tag);
    const counted = of === 'artist' ? weight * ARTIST_SHARE : weight;
    if (counted > (weights.get(key) ?? 0) && !isNoiseTag(key)) weights.set(key, counted);
  }
  return new Map([...weights].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function chooseVocabulary(tracks: readonly ReadonlyMap<string, number>[]): { vocabulary: string[]; idf: number[] } {
  const counts = new Map<string, number>();
  for (const tags of tracks) for (const tag of tags.keys()) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const least = tracks.length < ENOUGH_TRACKS ? 1 : 2;
  const vocabulary = [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_TAGS)
    .map(([tag]) => tag)
    .sort();
  return { vocabulary, idf: vocabulary.map((tag) => Math.log((1 + tracks.length) / (1 + counts.get(tag)!)) + 1) };
}

function sparseRow(tags: ReadonlyMap<string, number>, positions: ReadonlyMap<string, number>, idf: Vector): SparseRow {
  const at: number[] = [];
  const value: number[] = [];
  for (const [tag, weight] of tags) {
    const column = positions.get(tag);
    if (column === undefined) continue;
    at.push(column);
    value.push(weight * idf[column]!);
  }
  const length = Math.hypot(...value);
  return { at, value: value.map((entry) => entry / length) };
}

/** X'X of the sparse rows X, never formed: its eigenvectors are X's right singular vectors. */
function gram(rows: readonly SparseRow[], size: number) {
  const apply = (vector: Float64Array) => {
    const image = new Float64Array(size);
    for (const { at, value } of rows) {
      let product = 0;
      for (let i = 0; i < at.length; i++) product += value[i]! * vector[at[i]!]!;
      for (let i = 0; i < at.length; i++) image[at[i]!]! += value[i]! * product;
    }
    return image;
  };
  return { size, apply };
}

function unit(vector: number[]): number[] | null {
  const length = Math.hypot(...vector);
  return length > 1e-9 ? vector.map((value) => value / length) : null;
}
