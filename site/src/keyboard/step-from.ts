/** The week so many steps from another, no further than the first or last; null where that is the same week. */
export function stepFrom<Week extends { isoWeek: string }>(
  weeks: readonly Week[],
  isoWeek: string | null,
  by: number,
): Week | null {
  const at = isoWeek === null ? weeks.length - 1 : weeks.findIndex((week) => week.isoWeek === isoWeek);
  const from = at === -1 ? weeks.length - 1 : at;
  const to = Math.min(weeks.length - 1, Math.max(0, from + by));
  return to === from ? null : (weeks[to] ?? null);
}
