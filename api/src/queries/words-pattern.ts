/** What a person typed into a search field as patterns for ILIKE, one a word; `%`, `_` and `\` stand for themselves. */
export function wordPatterns(typed: string | undefined): string[] {
  const words = (typed ?? '').trim().split(/\s+/u).slice(0, 10);
  return words.filter((word) => word !== '').map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
}
