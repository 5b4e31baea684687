import type { Standing } from '../queries/standing.ts';

/** Why there are no listens, and what to do about it. */
export function noListens({ openImports, connections }: Pick<Standing, 'openImports' | 'connections'>): string {
  if (openImports > 0) return 'Your export file is being read. The first weeks appear in a minute or two.';
  if (connections > 0)
    return 'Your account is connected; no listens have come from it yet. The newest ones come first, within a minute or two.';
  return 'There are no listens yet. Connect ListenBrainz or Last.fm, or import an export file.';
}
