import { namesFromPath } from '../names-from-path.ts';
import type { PairKind, Told } from './hard-pair.ts';
import type { Song } from './songs.ts';
import * as words from './version-words.ts';

/** What may be drawn while a pair is made: always the same for the same rule and song. */
export interface Draw {
  pick<T>(choices: readonly T[]): T;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
}
export interface Rule {
  readonly kind: PairKind;
  /** What the rule does to a song, and so why the two sides are one recording or not. */
  readonly does: string;
  readonly same: boolean;
  /** How many of the songs it is applied to. */
  readonly songs: number;
  make(song: Song, draw: Draw): { heard: Partial<Told>; file: Partial<Told> } | null;
}

export type Sides = { heard: Partial<Told>; file: Partial<Told> };

export const either = (draw: Draw, one: Partial<Told>, other: Partial<Told>): Sides =>
  draw.pick([
    { heard: one, file: other },
    { heard: other, file: one },
  ]);

export function swapSides(
  draw: Draw,
  one: Partial<Told>,
  changed: string | null,
  field: 'artist' | 'title',
): Sides | null {
  return changed === null ? null : either(draw, one, { [field]: changed });
}

/** Within what a cut explains (so that only words can tell), far from it, or not known. */
export const otherSeconds = (seconds: number, draw: Draw): number | null =>
  draw.pick([seconds + draw.between(-2.5, 2.5), seconds + draw.between(10, 90), null]);

export const remixOf = (draw: Draw): string => draw.pick(words.REMIX_SHAPES).replace('@', draw.pick(words.REMIXERS));

const KEYBOARD: Readonly<Record<string, string>> = {
  a: 's',
  b: 'v',
  c: 'x',
  d: 'f',
  e: 'r',
  f: 'g',
  g: 'h',
  h: 'j',
  i: 'o',
  j: 'k',
  k: 'l',
  l: 'k',
  m: 'n',
  n: 'm',
  o: 'p',
  p: 'o',
  q: 'w',
  r: 't',
  s: 'd',
  t: 'y',
  u: 'i',
  v: 'b',
  w: 'e',
  x: 'c',
  y: 'u',
  z: 'x',
};

/** Two letters swapped, one left out, doubled or struck beside; null for a text without a word of five letters. */
export function withTypo(text: string, draw: Draw): string | null {
  const longer = [...text.matchAll(/[a-z]{5,}/giu)];
  if (longer.length === 0) return null;
  const word = draw.pick(longer);
  const at = word.index + 1 + Math.floor(draw.between(0, word[0].length - 2));
  const [before, here, next, after] = [text.slice(0, at), text[at]!, text[at + 1]!, text.slice(at + 2)];
  return draw.pick([
    here === next ? `${before}${here}${after}` : `${before}${next}${here}${after}`,
    `${before}${next}${after}`,
    `${before}${here}${here}${next}${after}`,
    `${before}${KEYBOARD[here.toLowerCase()] ?? 'x'}${next}${after}`,
  ]);
}

export function plainly(text: string, draw: Draw): string | null {
  const unmarked = text.normalize('NFD').replace(/\p{M}/gu, '');
  const choices = [
    unmarked
      .replace(/[^\p{L}\p{N} ]/gu, '')
      .replace(/ +/gu, ' ')
      .trim(),
    unmarked
      .replace(/[^\p{L}\p{N} ]/gu, ' ')
      .replace(/ +/gu, ' ')
      .trim(),
    text.replaceAll('&', 'and').replaceAll(' + ', ' & '),
    text.toUpperCase(),
    text.replace(/^The (.+)$/u, '$1, The').replace(/^Die (.+)$/u, '$1, Die'),
    text.replace(/^The /u, ''),
    text.replaceAll('’', "'").replaceAll('‐', '-').replaceAll('…', '...').replace(/[“”]/gu, '"'),
    text.replaceAll('$', 'S').replaceAll('!', 'i'),
  ].filter((choice) => choice !== text && /[\p{L}\p{N}]/u.test(choice));
  return choices.length === 0 ? null : draw.pick(choices);
}

export function namesOfPath({ artist, title, album }: Song, draw: Draw): { artist: string | null; title: string } {
  const safe = (text: string): string => text.replace(/[\\/:*?"<>|]/gu, '_');
  const number = String(1 + Math.floor(draw.between(0, 17))).padStart(2, '0');
  const path = draw.pick([
    `${safe(artist)}/${safe(album)}/${number} ${safe(title)}.mp3`,
    `${safe(artist)}/${safe(album)}/${number} - ${safe(title)}.mp3`,
    `${safe(artist)}/${safe(album)}/${number}. ${safe(title)}.flac`,
    `${number} - ${safe(artist)} - ${safe(title)}.mp3`,
    `${safe(artist)} - ${safe(title)}.mp3`,
    `${safe(artist).replaceAll(' ', '_')}_-_${safe(title).replaceAll(' ', '_')}.mp3`,
    `${safe(artist)}/${safe(album)}/1-${number} ${safe(title)}.m4a`,
    `${safe(artist)}/${safe(album)}/${safe(artist)} - ${safe(album)} - ${number} - ${safe(title)}.mp3`,
  ]);
  const names = namesFromPath(path, { title: undefined, artist: undefined });
  return { artist: names.artist, title: names.title ?? '' };
}
