import type { GivenTag } from '../axes/evidence.ts';
import { remembering } from '../axes/remember.ts';
import { isNoiseTag } from '../axes/tag-noise.ts';
import { tagKey } from '../axes/tag-spellings.ts';

/** Where the words of a track come from. modelTags: a tagging model's probabilities; heard: scores of words by a model of sound and language, 0 to 1. */
export interface WordSources {
  tags: readonly GivenTag[];
  modelTags?: Readonly<Record<string, number>> | null;
  heard?: Readonly<Record<string, number>>;
}

/**
 * The words of a track, in order: its tags in one spelling, those that have at least a fifth of the weight of a source's strongest, and what models hear with
 * at least that probability. An artist's tags need more. Tags about the listener ("seen live") are no words.
 */
export function trackWords({ tags, modelTags, heard = {} }: WordSources): string[] {
  const given = tags.map(({ tag, weight, of }) => [tag, of === 'artist' ? weight * ARTIST_SHARE : weight] as const);
  const words = [...given, ...Object.entries(modelTags ?? {}), ...Object.entries(heard)]
    .filter(([, weight]) => weight >= LEAST_WEIGHT)
    .flatMap(([tag]) => wordOf(tag) ?? []);
  return [...new Set(words)].sort();
}

const wordOf = remembering((tag) => {
  const key = tagKey(tag);
  return isNoiseTag(key) || key.length > LONGEST ? null : key;
});

const LEAST_WEIGHT = 0.2;
const ARTIST_SHARE = 0.6;
/** A longer one is a sentence, not a word. */
const LONGEST = 32;
