import { z } from './zod.ts';

/** A time zone of the IANA database. */
export const TimeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, 'A time zone of the IANA database is expected, such as Europe/Berlin.');

/** Whether JavaScript's own list of zones knows it; PostgreSQL carries the same list. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
