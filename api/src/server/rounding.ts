/** How precise the numbers of an answer are. More would show differences that no measurement stands behind. */
const SIGNIFICANT_DIGITS = 6;

/** The same JSON value with every fraction rounded to 6 significant digits. Whole numbers are counts and stay as they are. */
export function rounded<T>(value: T): T {
  return round(value) as T;
}

function round(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
  if (Array.isArray(value)) return value.map(round);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, round(entry)]));
}
