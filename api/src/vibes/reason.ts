import type { VibeGap } from '@sidetrack/analysis';
import { noListens } from '../overview/no-listens.ts';
import { MORE_TAGS } from '../overview/no-tags.ts';
import type { Standing } from '../queries/standing.ts';

export interface VibeSituation {
  readonly gap: VibeGap | null;
  /** The week that was asked for by name. */
  readonly asked: string | null;
  readonly hasWeeks: boolean;
  readonly standing: Standing;
}

/** Why nothing is said of a week, and what to do about it; null when something is. */
export function vibesReason({ gap, asked, hasWeeks, standing }: VibeSituation): string | null {
  if (gap === null) return null;
  if (!standing.hasListens) return noListens(standing);
  if (!hasWeeks) return 'Your listens are here; the weeks are being worked out. This takes a minute or two.';
  switch (gap) {
    case 'no plays':
      return asked === null ? 'There are no listens yet.' : `There are no listens in ${asked}. Choose another week.`;
    case 'few words':
      return standing.pendingWork > 0
        ? 'Tags are known of too few of this week’s tracks. More are being read.'
        : `Tags are known of too few of this week’s tracks. ${MORE_TAGS}`;
    case 'few choices':
      return 'Too few artists and days stand behind this week’s plays to tell it from others.';
    case 'short baseline':
      return 'There is too little listening with tags before this week to compare it with.';
  }
}
