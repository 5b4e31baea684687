interface Point {
  readonly x: number;
  readonly y: number;
}

/** The smallest rectangle around all tracks and weeks; null when there are none. */
export function boundsOf(
  ...groups: readonly (readonly Point[])[]
): { minX: number; maxX: number; minY: number; maxY: number } | null {
  const bounds = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (const { x, y } of groups.flat()) {
    bounds.minX = Math.min(bounds.minX, x);
    bounds.maxX = Math.max(bounds.maxX, x);
    bounds.minY = Math.min(bounds.minY, y);
    bounds.maxY = Math.max(bounds.maxY, y);
  }
  return bounds.minX === Infinity ? null : bounds;
}
