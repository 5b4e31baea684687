import type { Vibe, VibeWord } from './describe-week.ts';

/**
 * One plain sentence on what is different about a week: "More jazz, piano and rain than in the 26 weeks before (jazz: 45 % of plays against 12 %), and
 * less metal." Null where nothing can be said.
 */
export function vibeSentence(
  { more, less, gap }: Pick<Vibe, 'more' | 'less' | 'gap'>,
  baselineWeeks: number,
): string | null {
  if (gap !== null) return null;
  const before = baselineWeeks === 1 ? 'the week before' : `the ${baselineWeeks} weeks before`;
  const [strongest] = more.length > 0 ? more : less;
  if (strongest === undefined) return `No word tells this week from ${before}.`;
  const figures = ` (${strongest.word}: ${percent(strongest.share)} of plays against ${percent(strongest.baselineShare)})`;
  const fewer = less.length > 0 ? `${more.length > 0 ? ', and less' : 'Less'} ${list(less)}` : '';
  if (more.length === 0) return `${fewer} than in ${before}${figures}.`;
  return `More ${list(more)} than in ${before}${figures}${fewer}.`;
}

function list(words: readonly VibeWord[]): string {
  const names = words.map(({ word }) => word);
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

const percent = (share: number) => (share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`);
