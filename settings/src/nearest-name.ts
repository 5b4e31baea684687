/**
 * The name with the least edit distance to the wanted one; ties go to the earlier name. Null where even that one is further
 * away than a slip of the finger: a third of the part that the names do not all begin with.
 */
export function nearestName(wanted: string, names: readonly string[], commonPrefix = ''): string | null {
  const distances = names.map((name) => editDistance(wanted, name));
  const least = Math.min(...distances);
  const own = wanted.length - (wanted.startsWith(commonPrefix) ? commonPrefix.length : 0);
  return least <= Math.max(1, Math.floor(own / 3)) ? (names[distances.indexOf(least)] ?? null) : null;
}

/** Levenshtein distance: insertions, deletions and substitutions of one character count 1 each. */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const substitution = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(previous[column]! + 1, current[column - 1]! + 1, substitution));
    }
    previous = current;
  }
  return previous[to.length]!;
}
