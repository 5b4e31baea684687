/** The name with the least edit distance to the wanted one; ties go to the earlier name. */
export function nearestName(wanted: string, names: readonly string[]): string {
  const distances = names.map((name) => editDistance(wanted, name));
  return names[distances.indexOf(Math.min(...distances))] ?? wanted;
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
