/**
 * Values as PostgreSQL's COPY text format spells them (PostgreSQL manual, COPY, "Text Format"):
 * null \N · Uint8Array bytea · Date timestamptz · array or typed array of numbers an array · any other object json.
 * A jsonb array is given as JSON.stringify(array), since an array alone is a PostgreSQL array.
 * @throws {UncopyableValue} for a NUL character, an invalid date, a function or a symbol
 */
export function copyText(value: unknown): string {
  if (typeof value === 'string' && !NEEDS_CARE.test(value)) return value;
  return value === null || value === undefined ? '\\N' : escapeCopy(literal(value));
}

const NEEDS_CARE = /[\\\n\r\t\0]/;

/** Why a value cannot be copied; the copier adds row and column. */
export class UncopyableValue extends Error {}

function literal(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return withoutNul(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return objectLiteral(value!);
    default:
      throw new UncopyableValue(`holds a ${typeof value}`);
  }
}

function objectLiteral(value: object): string {
  if (value instanceof Date) return timestamp(value);
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (value instanceof Float32Array || value instanceof Float64Array || value instanceof Int32Array)
    return `{${value.join(',')}}`;
  if (Array.isArray(value)) return arrayLiteral(value);
  return json(value);
}

function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return arrayLiteral(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `"${literal(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function timestamp(date: Date): string {
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new UncopyableValue('holds a date outside the years 1 to 9999');
  return date.toISOString();
}

function json(value: object): string {
  const written = JSON.stringify(value);
  // jsonb refuses \u0000; an even number of backslashes before it would make it plain text.
  if (/(?<!\\)(\\\\)*\\u0000/.test(written)) throw new UncopyableValue('holds a NUL character');
  return written;
}

function withoutNul(value: string): string {
  if (value.includes('\0')) throw new UncopyableValue('holds a NUL character');
  return value;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCopy(value: string): string {
  return value.replaceAll(/[\\\n\r\t]/g, (character) => escapes[character]!);
}
