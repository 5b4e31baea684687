import type { SkipRules } from '@sidetrack/settings';

/** Whether a play was too short to count. Times in milliseconds. */
export function isShortPlay(
  { playedMs, durationMs }: { readonly playedMs: number; readonly durationMs: number | null },
  rules: SkipRules,
): boolean {
  if (!rules.shortPlays) return false;
  const needed = durationMs === null ? rules.shortPlaySeconds * 1000 : Math.min(durationMs / 2, FOUR_MINUTES_MS);
  return playedMs < needed;
}

const FOUR_MINUTES_MS = 240_000;
