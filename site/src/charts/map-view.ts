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

/**
 * The view that shows all of the bounds inside the size, with a margin in pixels around. It shows no less of the map than
 * `least`, in map units, so that places close together are not drawn far apart.
 */
export function fitView(bounds: MapBounds, size: Size, margin: number, least: Size = SMALLEST_EXTENT): MapView {
  const width = Math.max(bounds.maxX - bounds.minX, least.width, SMALLEST_EXTENT.width);
  const height = Math.max(bounds.maxY - bounds.minY, least.height, SMALLEST_EXTENT.height);
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

/**
 * The least of the map to show around weeks, in map units: room for the spread of the widest of them, whichever is chosen,
 * and 15 % of the whole map. Alike for every chosen week, so that choosing does not move the map.
 */
export function leastExtent(weeks: readonly { spreadX: number; spreadY: number }[], wholeMap: MapBounds | null): Size {
  const reach = (spreads: readonly number[], span: number) => Math.max(2 * Math.max(0, ...spreads), LEAST_SHARE * span);
  return {
    width: reach(
      weeks.map(({ spreadX }) => spreadX),
      wholeMap === null ? 0 : wholeMap.maxX - wholeMap.minX,
    ),
    height: reach(
      weeks.map(({ spreadY }) => spreadY),
      wholeMap === null ? 0 : wholeMap.maxY - wholeMap.minY,
    ),
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
const SMALLEST_EXTENT: Size = { width: 0.5, height: 0.5 };

const LEAST_SHARE = 0.15;
