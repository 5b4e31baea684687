const DAY_MILLISECONDS = 86_400_000;

/** The calendar date so many days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Every date from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => addDays(from, n));
}
