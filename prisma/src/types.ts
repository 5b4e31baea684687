import pg from 'pg';

const INT8 = 20;
const DATE = 1082;
const DATE_ARRAY = 1182;

/** pg's own parsers; its types list known oids only, though any oid may be asked for. */
const standardTypes: { getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown } = pg.types;

/**
 * How values arrive in TypeScript, where that differs from pg's own way: bigint as a number (an error beyond 2^53 instead
 * of a wrong digit), date as 'YYYY-MM-DD' (a calendar day has no time zone). timestamptz is a Date, bytea a Buffer, numeric a string.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === INT8) return safeInteger;
    if (oid === DATE) return String;
    if (oid === DATE_ARRAY) return days;
    return standardTypes.getTypeParser(oid, format);
  },
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text} is too large to be read as a number; cast it to text in the query`);
  return value;
}

/** A day needs no quotes in an array. */
function days(text: string): (string | null)[] {
  return text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((day) => (day === 'NULL' ? null : day));
}
