/** The name of a week that was asked for, written 2026-W47 or 2026-47. */
export function isoWeekAsked(given: string | undefined): string | null {
  if (given === undefined) return null;
  return given.includes('W') ? given : given.replace('-', '-W');
}
