import { FILLERS, NEGATIONS } from '../axes/tag-words.ts';
import { tagKey } from '../axes/tag-spellings.ts';
import { TAG_AXES } from '../axes/tag-table.ts';
import { typoFinder } from '../axes/tag-typos.ts';
import { foldText } from '../identity/fold-text.ts';
import { AXIS_NAMES, axesOf, type AxisMeaning } from './axis-words.ts';

/** A word or phrase of a query, and what it is searched for as. */
export interface SearchTerm {
  /** As it stands in the query, in the spelling that tags are compared in. */
  text: string;
  /** tag: it names a tag, of the table or of the library. word: it is looked for in names only. */
  kind: 'tag' | 'word';
  /** The tag (in the form of `tagKey`) or the word that is looked for; another than `text` where that is a synonym or a slip. */
  key: string;
  negated: boolean;
  /** 1, or less for a word that was probably misspelt. */
  likeness: number;
  axes: readonly AxisMeaning[];
}

export interface SearchQuery {
  /** The whole text as names are compared; empty where it holds no letter or digit. */
  folded: string;
  terms: readonly SearchTerm[];
}

/** What tells words of a query apart: the tags (as `tagKey` gives them) and the words of titles and artists that a library has. */
export interface LibraryWords {
  hasTag(key: string): boolean;
  hasName(word: string): boolean;
  tags(): Iterable<string>;
}

/**
 * Reads a query. The longest phrases that are tags stand for these, in any of their spellings and languages ("sin voz", "r&b"); other words are
 * looked for in titles and artists; one that is in neither may be a slip for a tag. "not", "without" and their like turn the
 * next tag round; before a name only "not" does, so that "without you" stays the song.
 */
export function readQuery(text: string, library: LibraryWords): SearchQuery {
  const words = tagKey(text).split(' ').filter(Boolean);
  const terms: SearchTerm[] = [];
  let negation: string | null = null;
  for (let start = 0; start < words.length;) {
    const phrase = longestTag(words, start, library);
    const word = words[start]!;
    if (phrase !== null) {
      terms.push(tagTerm(phrase.text, phrase.key, { negated: negation !== null }));
      negation = null;
      start += phrase.length;
      continue;
    }
    start++;
    if (negation === null && NEGATIONS.has(word) && start < words.length) {
      negation = word;
      continue;
    }
    if (negation !== null && FILLERS.has(word)) continue;
    const isDenied = negation === 'not';
    if (negation !== null && !isDenied && !FILLERS.has(negation)) terms.push(...otherTerm(negation, false, library));
    if (!FILLERS.has(word)) terms.push(...otherTerm(word, isDenied, library));
    negation = null;
  }
  return { folded: foldText(text), terms: withoutRepeats(terms) };
}

/** Words in the longest phrase that is looked up as a tag. */
const LONGEST = 6;

function longestTag(
  words: readonly string[],
  start: number,
  library: LibraryWords,
): { text: string; key: string; length: number } | null {
  for (let length = Math.min(LONGEST, words.length - start); length > 0; length--) {
    const text = words.slice(start, start + length).join(' ');
    if (length === 1 && (FILLERS.has(text) || NEGATIONS.has(text))) continue;
    const key = AXIS_NAMES.get(text) ?? tagKey(text);
    if (TAG_AXES.has(key) || (!NEGATIONS.has(words[start]!) && library.hasTag(key))) return { text, key, length };
  }
  return null;
}

function tagTerm(text: string, key: string, { negated = false, likeness = 1 }): SearchTerm {
  return { text, kind: 'tag', key, negated, likeness, axes: axesOf(key) };
}

/** A word that is no tag: part of a name, or a slip for a tag. */
function otherTerm(word: string, negated: boolean, library: LibraryWords): SearchTerm[] {
  const folded = foldText(word);
  if (!library.hasName(folded)) {
    const near = typoFinder(singleWords(library))(word);
    if (near !== null) return [tagTerm(word, near.word, { negated, likeness: near.likeness })];
  }
  return folded === '' ? [] : [{ text: word, kind: 'word', key: folded, negated, likeness: 1, axes: [] }];
}

const singleWords = (library: LibraryWords): Set<string> =>
  new Set([...TAG_AXES.keys(), ...library.tags()].filter((tag) => !tag.includes(' ')));

function withoutRepeats(terms: readonly SearchTerm[]): SearchTerm[] {
  return terms.filter((term, i) => terms.findIndex(({ key, kind }) => key === term.key && kind === term.kind) === i);
}
