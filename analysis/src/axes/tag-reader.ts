import { AXES, type Axis } from './axis.ts';
import { logistic, logit } from './logit.ts';
import { remembering } from './remember.ts';
import { isNoiseTag } from './tag-noise.ts';
import { tagKey } from './tag-spellings.ts';
import type { TagKind } from './tag-row.ts';
import { TAG_AXES, TAG_KINDS, type TagSays } from './tag-table.ts';
import { tagSplitter, type SplitTag, type TagPart } from './tag-split.ts';

/**
 * What a tag says about each axis, from 0 to 1; `likeness`, from 0 to 1, is how much of it is known: 1 for a tag of the table, less
 * where words of it are unknown, misspelt or turned round. `parts` are the tags of the table that it was read from.
 */
export interface TagReading {
  says: TagSays;
  likeness: number;
  parts: readonly TagPart[];
}

/**
 * Reads any tag by the table. A tag that is in it says what its row says. Another one is taken apart into the longest tags that are in it,
 * from its end ("sad indie folk": indie folk, sad), and says the mean of what they say in log-odds, in which the last part counts most, as it does
 * in English. A negated part says the opposite, and only of what it is chiefly about: "not sad" is of valence; "not metal" may be
 * anything, and says nothing. Null for a tag that says nothing: noise ("seen live"), names, and words nobody put in the table.
 */
export type TagReader = (tag: string) => TagReading | null;

/** How much parts count. `modifier`: one that is not the last, against the last at 1. */
export interface ReadingWeights {
  modifier: number;
}

/** By leave-one-out over the table: analysis/tools/judge-tags.ts. */
export const READING_WEIGHTS: ReadingWeights = { modifier: 0.6 };

/** A reader by another table than the common one: for trying out what a row is worth without it. */
export function tagReader(
  table: ReadonlyMap<string, TagSays>,
  kinds: ReadonlyMap<string, TagKind>,
  weights: ReadingWeights = READING_WEIGHTS,
): TagReader {
  const context = { table, kinds, weights };
  const split = tagSplitter(table);
  return (tag) => {
    const key = tagKey(tag);
    if (isNoiseTag(key)) return null;
    const exact = table.get(key);
    if (exact !== undefined) return { says: exact, likeness: 1, parts: [{ tag: key, negated: false, likeness: 1 }] };
    return compose(split(key), context);
  };
}

/** Reads any tag by the common table. */
export const readTag: TagReader = remembering(tagReader(TAG_AXES, TAG_KINDS));

/** A tag of several parts is read less well than a row: this share of the spread of tags is explained (the same judgement). */
const COMPOSED = 0.75;
/** Less of a tag than this is not enough to read it by. */
const LEAST_KNOWN = 0.6;
/** A kind of something known ("sludge metal", by metal) needs less: what it is stands at its end. */
const LEAST_KNOWN_OF_KIND = 0.35;

interface ReadingContext {
  table: ReadonlyMap<string, TagSays>;
  kinds: ReadonlyMap<string, TagKind>;
  weights: ReadingWeights;
}

function compose({ parts, known, endsKnown }: SplitTag, context: ReadingContext): TagReading | null {
  const last = parts.at(-1);
  if (last === undefined) return null;
  const isKind = endsKnown && !last.negated && context.kinds.get(last.tag) === 'genre';
  if (known < (isKind ? LEAST_KNOWN_OF_KIND : LEAST_KNOWN)) return null;
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && !only.negated)
    return { says: context.table.get(only.tag)!, likeness: known * only.likeness, parts };
  const voices = parts.map((part, i) => ({
    says: part.negated ? opposite(part.tag, context) : context.table.get(part.tag)!,
    weight: part.likeness * (i === parts.length - 1 ? 1 : context.weights.modifier),
  }));
  const says = Object.fromEntries(
    AXES.flatMap((axis) => {
      const heard = voices.filter((voice) => voice.says[axis] !== undefined);
      const total = heard.reduce((sum, { weight }) => sum + weight, 0);
      if (heard.length === 0) return [];
      return [[axis, logistic(heard.reduce((sum, { says, weight }) => sum + weight * logit(says[axis]!), 0) / total)]];
    }),
  );
  if (Object.keys(says).length === 0) return null;
  return { says, likeness: COMPOSED * known * Math.min(...parts.map(({ likeness }) => likeness)), parts };
}

/** Axes that a kind of tag may be denied on, and how far the denial goes to the other side. "not slow" need not be fast. */
const DENIED: Readonly<Record<TagKind, Readonly<Partial<Record<Axis, number>>>>> = {
  genre: {},
  use: {},
  mood: { energy: 0.5, valence: 0.5, danceability: 0.5, brightness: 0.5 },
  sound: { acousticness: 0.8, instrumentalness: 1 },
};
/** Only what a tag is chiefly about is denied: axes at least this near to the one it says most on. */
const CHIEFLY = 0.6;

function opposite(tag: string, { table, kinds }: ReadingContext): TagSays {
  const deniable = Object.entries(DENIED[kinds.get(tag) ?? 'genre']).flatMap(([axis, share]) => {
    const says = table.get(tag)![axis as Axis];
    return says === undefined ? [] : [{ axis, share, logOdds: logit(says) }];
  });
  const most = Math.max(...deniable.map(({ logOdds }) => Math.abs(logOdds)));
  return Object.fromEntries(
    deniable
      .filter(({ logOdds }) => Math.abs(logOdds) >= CHIEFLY * most)
      .map(({ axis, share, logOdds }) => [axis, logistic(-share * logOdds)]),
  );
}
