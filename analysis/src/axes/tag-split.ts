import { ALIASES } from './tag-aliases.ts';
import { canonical } from './tag-spellings.ts';
import { typoFinder } from './tag-typos.ts';
import { FILLERS, NEGATIONS, SHADES } from './tag-words.ts';

/** A tag of the table that was found within another one. likeness: 1, or less for a misspelt word. */
export interface TagPart {
  tag: string;
  negated: boolean;
  likeness: number;
}

/** A tag taken apart: the known parts in their order, the share of its letters that they make up, and whether the last word is in one. */
export interface SplitTag {
  parts: TagPart[];
  known: number;
  endsKnown: boolean;
}

/**
 * Gives what takes tags (as `tagKey` gives them) apart into phrases of a table: the longest first, from the end of the tag, since what is
 * named stands last ("dark folk metal" is dark and folk metal). Words that say nothing by themselves, and shades such as "Swedish" or
 * "modern", are passed over. A phrase is also found where it is written as one word, or its one word has a slip.
 */
export function tagSplitter(table: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>): (key: string) => SplitTag {
  const joined = new Map([...table.keys()].map((tag) => [tag.replaceAll(' ', ''), tag]));
  const nearest = typoFinder([...table.keys(), ...ALIASES.keys()].filter((tag) => !tag.includes(' ')));

  const lookUp = (phrase: string, whole: boolean): { tag: string; likeness: number } | null => {
    if (!whole && (SHADES.has(phrase) || FILLERS.has(phrase))) return null;
    const tag = table.has(phrase) ? phrase : (canonical(phrase) ?? joined.get(phrase.replaceAll(' ', '')));
    return tag !== undefined && table.has(tag) ? { tag, likeness: 1 } : null;
  };

  return (key) => {
    const words = key.split(' ');
    const parts: TagPart[] = [];
    let known = 0;
    let unknown = 0;
    let endsKnown = false;
    for (let end = words.length; end > 0;) {
      const found = longestBefore(words, end, lookUp) ?? slip(words[end - 1]!);
      const start = end - (found?.length ?? 1);
      if (found !== null) {
        const negated = start > 0 && NEGATIONS.has(words[start - 1]!);
        endsKnown ||= parts.length === 0 && unknown === 0;
        parts.unshift({ tag: found.tag, negated, likeness: found.likeness });
        known += letters(words.slice(start, end));
        end = negated ? start - 1 : start;
      } else {
        if (!isPassedOver(words[start]!)) unknown += words[start]!.length;
        end = start;
      }
    }
    return { parts, known: known === 0 ? 0 : known / (known + unknown), endsKnown };
  };

  function slip(word: string): Found | null {
    if (isPassedOver(word)) return null;
    const near = nearest(word);
    const meant = near === null ? null : lookUp(near.word, false);
    return near === null || meant === null ? null : { tag: meant.tag, likeness: near.likeness, length: 1 };
  }
}

/** Words in the longest tag of the table, with one to spare. */
const LONGEST = 7;

interface Found {
  tag: string;
  likeness: number;
  length: number;
}

function longestBefore(
  words: readonly string[],
  end: number,
  lookUp: (phrase: string, whole: boolean) => { tag: string; likeness: number } | null,
): Found | null {
  for (let length = Math.min(LONGEST, end); length > 0; length--) {
    const found = lookUp(words.slice(end - length, end).join(' '), length === words.length);
    if (found !== null) return { ...found, length };
  }
  return null;
}

const letters = (words: readonly string[]) => words.reduce((sum, word) => sum + word.length, 0);
const isPassedOver = (word: string) =>
  FILLERS.has(word) || SHADES.has(word) || NEGATIONS.has(word) || /^\d+s?$/u.test(word);
