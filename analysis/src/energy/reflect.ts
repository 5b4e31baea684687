/** Mirrors an index at both ends of `length` values, ends repeated (d c b a | a b c d | d c b a), however far out it lies. */
export function reflect(index: number, length: number): number {
  const period = 2 * length;
  const wrapped = ((index % period) + period) % period;
  return wrapped < length ? wrapped : period - 1 - wrapped;
}
