import type { MapBounds } from '../data/types.ts';
import type { MapView, Point } from './map-view.ts';

/** The place on the map under a place on the screen. */
export function unproject({ x, y }: Point, { pixelsPerUnit, centre, size }: MapView): Point {
  return { x: centre.x + (x - size.width / 2) / pixelsPerUnit, y: centre.y - (y - size.height / 2) / pixelsPerUnit };
}

/** The view moved so that what lay at `from` on the screen lies at `to`, `factor` times as large. */
export function movedView(
  view: MapView,
  { from, to, factor = 1 }: { from: Point; to: Point; factor?: number },
): MapView {
  const held = unproject(from, view);
  const pixelsPerUnit = view.pixelsPerUnit * factor;
  return {
    ...view,
    pixelsPerUnit,
    centre: {
      x: held.x - (to.x - view.size.width / 2) / pixelsPerUnit,
      y: held.y + (to.y - view.size.height / 2) / pixelsPerUnit,
    },
  };
}

/** How far one may go: no nearer and no farther than is of use, and never to where there is nothing of the map to see. */
export interface MoveLimits {
  /** The whole map. */
  bounds: MapBounds;
  /** Pixels per unit at which all of it is seen. */
  whole: number;
}

/** The view within its limits; around `held` on the screen, where it was zoomed. */
export function withinLimits(view: MapView, { bounds, whole }: MoveLimits, held?: Point): MapView {
  const scale = clamp(view.pixelsPerUnit, whole * FARTHEST, whole * NEAREST);
  const around = held ?? { x: view.size.width / 2, y: view.size.height / 2 };
  const scaled = movedView(view, { from: around, to: around, factor: scale / view.pixelsPerUnit });
  return {
    ...scaled,
    centre: {
      x: clamp(scaled.centre.x, bounds.minX, bounds.maxX),
      y: clamp(scaled.centre.y, bounds.minY, bounds.maxY),
    },
  };
}

interface Shift {
  scale: number;
  x: number;
  y: number;
}

/** What moves a drawing made for one view to where another view has it: first scaled from the upper left corner, then shifted, in pixels. */
export function shiftBetween(drawn: MapView, wanted: MapView): Shift {
  const scale = wanted.pixelsPerUnit / drawn.pixelsPerUnit;
  return {
    scale,
    x:
      wanted.size.width / 2 -
      (scale * drawn.size.width) / 2 +
      (drawn.centre.x - wanted.centre.x) * wanted.pixelsPerUnit,
    y:
      wanted.size.height / 2 -
      (scale * drawn.size.height) / 2 -
      (drawn.centre.y - wanted.centre.y) * wanted.pixelsPerUnit,
  };
}

/** Moves what is drawn without drawing it anew. Nothing is asked of the browser while all lies where it was drawn. */
export function shiftLayer(
  { style }: { style: Pick<CSSStyleDeclaration, 'transform' | 'willChange'> },
  shift: Shift,
): void {
  const { scale, x, y } = shift;
  const still = scale === 1 && Math.abs(x) < 0.005 && Math.abs(y) < 0.005;
  style.willChange = still ? '' : 'transform';
  style.transform = still ? '' : `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px) scale(${scale.toFixed(5)})`;
}

export function isSameView(one: MapView, other: MapView): boolean {
  return (
    one.pixelsPerUnit === other.pixelsPerUnit &&
    one.centre.x === other.centre.x &&
    one.centre.y === other.centre.y &&
    one.size.width === other.size.width &&
    one.size.height === other.size.height
  );
}

/** Of the scale at which the whole map is seen. */
const FARTHEST = 0.6;
const NEAREST = 40;

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
