/** A name as it can be stored: PostgreSQL takes neither NUL nor half of a surrogate pair. */
export function cleanText(value: string): string {
  return value.replaceAll('\u0000', '').toWellFormed();
}
