import type { MapBounds } from '../data/types.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** How map coordinates become pixels: the same scale both ways, because distances on the map mean something in every direction. */
export interface MapView {
  pixelsPerUnit: number;
  /** The map coordinates shown in the middle. */
  centre: Point;
  size: Size;
}

/** The view that shows all of the bounds inside the size, with a margin in pixels around. */
export function fitView(bounds: MapBounds, size: Size, margin: number): MapView {
  const width = Math.max(bounds.maxX - bounds.minX, SMALLEST_EXTENT);
  const height = Math.max(bounds.maxY - bounds.minY, SMALLEST_EXTENT);
  const room = { width: Math.max(size.width - 2 * margin, 1), height: Math.max(size.height - 2 * margin, 1) };
  return {
    pixelsPerUnit: Math.min(room.width / width, room.height / height),
    centre: { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 },
    size,
  };
}

/** Pixels of a place on the map; y grows upwards on the map and downwards on the screen. */
export function project({ x, y }: Point, view: MapView): Point {
  return {
    x: view.size.width / 2 + (x - view.centre.x) * view.pixelsPerUnit,
    y: view.size.height / 2 - (y - view.centre.y) * view.pixelsPerUnit,
  };
}

/** The smallest box around some places, or null around none. */
export function boundsOf(points: readonly Point[]): MapBounds | null {
  if (points.length === 0) return null;
  const bounds = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (const { x, y } of points) {
    bounds.minX = Math.min(bounds.minX, x);
    bounds.maxX = Math.max(bounds.maxX, x);
    bounds.minY = Math.min(bounds.minY, y);
    bounds.maxY = Math.max(bounds.maxY, y);
  }
  return bounds;
}

/** The item nearest to a place on the screen, if one is within reach; of equally near ones the first. */
export function nearest<Item>(
  items: readonly Item[],
  place: Point,
  { at, reach }: { at: (item: Item) => Point; reach: number },
): Item | null {
  let best: Item | null = null;
  let bestDistance = reach;
  for (const item of items) {
    const { x, y } = at(item);
    const distance = Math.hypot(x - place.x, y - place.y);
    if (distance < bestDistance || (best === null && distance <= reach)) {
      best = item;
      bestDistance = distance;
    }
  }
  return best;
}

/** A single place still needs a box to be shown in. */
const SMALLEST_EXTENT = 0.5;
