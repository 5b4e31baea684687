import type { IconName } from '../components/Icon.tsx';
import { FURTHER_PAGES, NAVIGATION } from '../layouts/navigation.ts';

/** What the palette offers: a page of the site, of its own or about an artist or a track. */
export interface Found {
  path: string;
  name: string;
  note?: string;
  icon: IconName;
}

const MOST = 6;

/** Pages whose name or words begin with every word of the query, those by name first; all in order for an empty one. */
export function findPages(query: string): readonly Found[] {
  const pages = [...NAVIGATION.flatMap((group) => group.destinations), ...FURTHER_PAGES];
  const asked = words(query);
  if (asked.length === 0) return pages.map(({ path, name, icon }) => ({ path, name, icon }));
  return pages
    .map((page) => ({ page, rank: rank(asked, words(page.name), words(page.words ?? '')) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, MOST)
    .map(({ page: { path, name, icon } }) => ({ path, name, icon }));
}

function rank(asked: readonly string[], name: readonly string[], others: readonly string[]): number {
  const begins = (among: readonly string[]) => (word: string) => among.some((each) => each.startsWith(word));
  if (asked.every(begins(name))) return 2;
  return asked.every(begins([...name, ...others])) ? 1 : 0;
}

function words(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
