/** 0..count in stretches of at most `length`: from, to. */
export function ranges(count: number, length: number): [number, number][] {
  return Array.from({ length: Math.ceil(count / length) }, (_, i) => [i * length, Math.min(count, (i + 1) * length)]);
}
