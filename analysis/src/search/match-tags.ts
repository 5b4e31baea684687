import { isNoiseTag } from '../axes/tag-noise.ts';
import type { TagPosting } from './library.ts';
import type { SearchTerm } from './query.ts';

/** A tag of the library that a term finds, and how well it fits, from 0 to 1. related: by its company only. */
export interface MatchedTag {
  posting: TagPosting;
  likeness: number;
  related: boolean;
}

/**
 * The tags that a term finds: the same in any spelling or language; those that it is part of ("indie rock" for rock, less
 * "pop rock" for pop); and those that stand on the same tracks or artists more often than not, by the cosine of their weights ("dream pop" for
 * shoegaze, where a listener's music has them together). A tag that is denied finds no relatives.
 */
export function matchTags(term: SearchTerm, postings: readonly TagPosting[]): MatchedTag[] {
  if (term.kind === 'word') return [];
  const direct = postings.flatMap((posting) => {
    const likeness = term.likeness * likenessOf(term.key, posting.key);
    return likeness > 0 ? [{ posting, likeness, related: false }] : [];
  });
  return term.negated ? direct : [...direct, ...relatives(direct, postings)];
}

/** The kind stands last in a tag: "indie rock" is rock. */
const KIND = 0.75;
const PART = 0.5;

function likenessOf(wanted: string, key: string): number {
  if (key === wanted) return 1;
  if (isNoiseTag(key)) return 0;
  const padded = ` ${key} `;
  if (!padded.includes(` ${wanted} `) || DENIED.test(key)) return 0;
  return padded.endsWith(` ${wanted} `) ? KIND : PART;
}

/** "post rock" and "non vocal" are not what follows. */
const DENIED = /^(?:post|non|no|not|anti|without|un|pseudo) /u;

/** Fewer holders than these stand together by chance. */
const LEAST_HOLDERS = 5;
const LEAST_COSINE = 0.4;
/** What a relative counts beside the tag itself. */
const RELATIVE = 0.5;

function relatives(direct: readonly MatchedTag[], postings: readonly TagPosting[]): MatchedTag[] {
  const own = new Map<number, number>();
  for (const { posting, likeness } of direct) {
    if (likeness < KIND) continue;
    posting.holders.forEach((holder, i) =>
      own.set(holder, Math.max(own.get(holder) ?? 0, likeness * posting.weights[i]!)),
    );
  }
  if (own.size < LEAST_HOLDERS) return [];
  const length = Math.hypot(...own.values());
  const known = new Set(direct.map(({ posting }) => posting));
  return postings.flatMap((posting) => {
    if (known.has(posting) || posting.holders.length < LEAST_HOLDERS) return [];
    let product = 0;
    let square = 0;
    for (let i = 0; i < posting.holders.length; i++) {
      product += posting.weights[i]! * (own.get(posting.holders[i]!) ?? 0);
      square += posting.weights[i]! ** 2;
    }
    const cosine = product / (length * Math.sqrt(square));
    return cosine >= LEAST_COSINE && !isNoiseTag(posting.key)
      ? [{ posting, likeness: RELATIVE * cosine, related: true }]
      : [];
  });
}
