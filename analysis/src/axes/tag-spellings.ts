import { remembering } from './remember.ts';
import { ALIASES } from './tag-aliases.ts';
import { FOREIGN_TAGS } from './tag-languages.ts';

/**
 * How tags are compared: lower case, without accents on Latin letters, "&" and "'n'" as "and", separators as one space,
 * spellings and languages joined where they mean the same. What it gives, it leaves as it is.
 */
export function tagKey(tag: string): string {
  return keyOf(tag);
}

/** The key that another spelling or language of a tag stands for; undefined where it stands for itself. */
export function canonical(plain: string): string | undefined {
  return ALIASES.get(plain) ?? FOREIGN_TAGS.get(plain);
}

function plainText(tag: string): string {
  let text = tag
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[-_/\\.,;:|()[\]!?\s]+/gu, ' ')
    .replace(/(?<=\s)['’`´]?n['’`´]?(?=\s)|[&+]/gu, ' and ')
    .replace(/['’`´"#]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  for (const [written, meant] of WITHIN) text = text.replace(written, meant);
  return text;
}

/** Spellings of words that stand in many tags. */
const WITHIN: readonly (readonly [RegExp, string])[] = (
  [
    ['r and b|rhythm and blues|rhythm n blues', 'rnb'],
    ['hiphop|hip pop', 'hip hop'],
    ['dnb|d and b|drum bass|drumnbass', 'drum and bass'],
    ['lofi|low fi', 'lo fi'],
    ['synth pop', 'synthpop'],
    ['triphop', 'trip hop'],
    ['postrock', 'post rock'],
    ['postpunk', 'post punk'],
    ['dreampop', 'dream pop'],
    ['avantgarde', 'avant garde'],
    ['psychadelic|psychedelia|psychedelica|psych', 'psychedelic'],
    ['prog', 'progressive'],
    ['shoegazing|shoegazer', 'shoegaze'],
    ['melancholic|melancholia|melancholly', 'melancholy'],
    ['rock n roll|rocknroll|rock roll', 'rock and roll'],
    ['kpop', 'k pop'],
    ['jpop', 'j pop'],
    ['cpop', 'c pop'],
    ['vocalist|vocalists|vocals', 'vocal'],
    ['oldschool', 'old school'],
    ['(?:19)([2-9]0)s', '$1s'],
    ['20([01]0)s', '$1s'],
  ] as const
).map(([written, meant]) => [new RegExp(`(?<![^ ])(?:${written})(?![^ ])`, 'gu'), meant]);

const keyOf = remembering((tag) => {
  const plain = plainText(tag);
  return canonical(plain) ?? plain;
});
