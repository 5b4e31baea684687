/** The same function, which works out each text once; what it knows is forgotten when it is too much. For pure functions. */
export function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, { result: T }>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered.result;
    const result = work(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, { result });
    return result;
  };
}

/** The same few thousand tags stand on every track. */
const MOST_REMEMBERED = 20_000;
