import { z } from 'zod';

/** Which plays of an import file are left out, as a listener has it; each has its reason in the receipt. */
export interface SkipRules {
  /** Leave out what was played for less than half of it or four minutes, whichever is less. */
  readonly shortPlays: boolean;
  /** What is short where the file does not tell how long the track is. */
  readonly shortPlaySeconds: number;
  readonly privateSessions: boolean;
  /** Audiobooks too. */
  readonly podcasts: boolean;
  readonly videos: boolean;
}

/** As scrobblers do: https://www.last.fm/api/scrobbling, “When is a scrobble a scrobble?”. */
export const DEFAULT_SKIP_RULES: SkipRules = {
  shortPlays: true,
  shortPlaySeconds: 30,
  privateSessions: true,
  podcasts: true,
  videos: true,
};

/** Four minutes count however long a track is. */
export const LONGEST_SHORT_PLAY_SECONDS = 240;

/** The rules as they are kept with a listener: what is missing or unknown there is as everybody has it. */
export function skipRulesOf(kept: unknown): SkipRules {
  return keptRules.parse(kept);
}

const keptRules = z
  .object({
    shortPlays: z.boolean().catch(DEFAULT_SKIP_RULES.shortPlays),
    shortPlaySeconds: z.int().min(0).max(LONGEST_SHORT_PLAY_SECONDS).catch(DEFAULT_SKIP_RULES.shortPlaySeconds),
    privateSessions: z.boolean().catch(DEFAULT_SKIP_RULES.privateSessions),
    podcasts: z.boolean().catch(DEFAULT_SKIP_RULES.podcasts),
    videos: z.boolean().catch(DEFAULT_SKIP_RULES.videos),
  })
  .catch({ ...DEFAULT_SKIP_RULES });
