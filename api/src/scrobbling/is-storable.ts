/** Deeper than any scrobbler nests. */
const DEEPEST = 16;

/**
 * Whether a JSON value can be kept as jsonb: PostgreSQL takes neither NUL nor half of a surrogate pair. Walks without
 * recursion, because how deep a value is nested is the sender's choice.
 */
export function isStorable(value: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: part, depth } = next;
    if (typeof part === 'string' && !isText(part)) return false;
    if (typeof part !== 'object' || part === null) continue;
    if (depth >= DEEPEST) return false;
    for (const [key, inner] of Object.entries(part)) {
      if (!isText(key)) return false;
      open.push({ value: inner, depth: depth + 1 });
    }
  }
  return true;
}

function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\u0000');
}
