import type { WeekRadarShape } from '../contract/radar.ts';
import { noListens } from '../overview/no-listens.ts';
import { MORE_TAGS } from '../overview/no-tags.ts';
import type { Standing } from '../queries/standing.ts';

export interface RadarSituation {
  readonly week: WeekRadarShape | null;
  /** The week that was asked for by name. */
  readonly asked: string | null;
  readonly hasWeeks: boolean;
  readonly standing: Standing;
}

/** Why a radar has nothing to show, and what to do about it; null when it has something. */
export function radarReason({ week, asked, hasWeeks, standing }: RadarSituation): string | null {
  if (!standing.hasListens) return noListens(standing);
  if (week === null && asked !== null && hasWeeks) return `There are no listens in ${asked}. Choose another week.`;
  if (week === null) return 'Your listens are here; the weeks are being worked out. This takes a minute or two.';
  if (Object.values(week.axes).some((axis) => axis !== null)) return null;
  return standing.pendingWork > 0
    ? 'None of this week’s tracks has a score yet. They are being worked out.'
    : `None of this week’s tracks has a score: no tags are known of them and no audio. ${MORE_TAGS}`;
}
