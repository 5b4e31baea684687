import { noListens } from '../overview/no-listens.ts';
import type { Standing } from '../queries/standing.ts';

/** Why a year has nothing to show, and what to do about it. */
export function yearReason({
  year,
  hasListens,
  standing,
}: {
  year: number | null;
  hasListens: boolean;
  standing: Standing;
}): string {
  return hasListens ? `There are no listens in ${year ?? 'this year'}. Choose another year.` : noListens(standing);
}
