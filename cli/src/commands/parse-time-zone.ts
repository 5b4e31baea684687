import { InvalidArgumentError } from 'commander';

/** A time zone of the IANA database, as it is written there. @throws InvalidArgumentError */
export function parseTimeZone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value.trim().replaceAll(' ', '_') }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('name a time zone of the IANA database, such as Europe/Berlin.');
  }
}
