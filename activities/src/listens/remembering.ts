/**
 * The same function, which works out each set of arguments once; what it knows is forgotten when it is too much. For pure functions.
 *
 * @param keyOf tells sets of arguments apart
 */
export function remembering<Arguments extends readonly unknown[], Result>(
  work: (...given: Arguments) => Result,
  keyOf: (...given: Arguments) => string,
): (...given: Arguments) => Result {
  const known = new Map<string, Result>();
  return (...given) => {
    const key = keyOf(...given);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const result = work(...given);
    known.set(key, result);
    return result;
  };
}

/** A life of listening is some ten thousands of tracks. */
const MOST_REMEMBERED = 50_000;
