/**
 * The first language that a browser asks for, as a tag that Intl takes; English where it names none.
 * Numbers and dates follow it; the words of the dashboard are English.
 */
export function readerLocale(acceptLanguage: string | null): string {
  const first = acceptLanguage?.split(',')[0]?.split(';')[0]?.trim() ?? '';
  try {
    return Intl.NumberFormat.supportedLocalesOf(first)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
