/** Listens of the twelve months: null for those before the first listen and those that have not begun, 0 for silent ones. */
export function monthsOf(
  counts: Readonly<Record<string, number>>,
  { year, first, today }: { year: number; first: string; today: string },
): (number | null)[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`;
    return month < first.slice(0, 7) || month > today.slice(0, 7) ? null : (counts[String(index + 1)] ?? 0);
  });
}
