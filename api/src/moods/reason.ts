import { noListens } from '../overview/no-listens.ts';
import { MORE_TAGS } from '../overview/no-tags.ts';
import type { Standing } from '../queries/standing.ts';

export interface MoodsSituation {
  readonly weeks: number;
  readonly plays: number;
  readonly coverage: number | null;
  readonly isFiltered: boolean;
  readonly standing: Standing;
}

/** Why there are no moods to show, and what to do about it; null when there are. */
export function moodsReason({ weeks, plays, coverage, isFiltered, standing }: MoodsSituation): string | null {
  if (!standing.hasListens) return noListens(standing);
  if (weeks === 0) {
    return standing.dirtyWeeks > 0
      ? 'Your listens are here; the weeks are being worked out. This takes a minute or two.'
      : 'There are no listens in these weeks. Choose others.';
  }
  if (plays === 0 && isFiltered)
    return 'No play in these weeks fits the filter. Choose another artist, record label or source.';
  if (coverage !== 0) return null;
  return standing.pendingWork > 0
    ? 'None of these tracks has a mood yet. Their scores are being worked out.'
    : `None of these tracks has a mood: no tags are known of them and no audio. ${MORE_TAGS}`;
}
