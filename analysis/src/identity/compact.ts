import { foldText } from './fold-text.ts';

/**
 * A name without all that two sources write differently: folded, stylised letters read as what they stand for ("Ke$ha",
 * "P!nk"), without "&" and "and", without an article in front or behind, without spaces. Never empty for a name that has a character.
 */
export function compactName(text: string): string {
  const words = foldText(readStylised(articleInFront(text)))
    .replace(/^(?:the|die|der|das|les|los|las) (?=\S)/u, '')
    .replace(/ and (?=\S)/gu, ' ');
  return compactWords(words);
}

/** Folded words as one: "a c d c" and "acdc" are the same. */
export function compactWords(folded: string): string {
  return folded.replaceAll(' ', '');
}

/** "Beatles, The" as "The Beatles". */
function articleInFront(text: string): string {
  return text.replace(BEHIND, '$2 $1');
}

/** Signs that stand for letters, where letters stand beside them. */
export function readStylised(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?<=\p{L})\$|\$(?=\p{L})/gu, 's')
    .replace(/(?<=\p{L})!(?=\p{L})/gu, 'i')
    .replace(/(?<=\p{L})@(?=\p{L})/gu, 'a')
    .replace(/(?<=\p{L}{2}\s)['’‘]?n['’‘]?(?=\s\p{L}{2})/giu, 'and')
    .replace(/(?<=\p{L})-n-(?=\p{L})/giu, ' and ')
    .replace(/\s\+\s/gu, ' and ');
}

const BEHIND = /^(.+),\s*(the|a|an|die|der|das|les|le|la|los|las|el|os|as|il|i)$/iu;
