import { shiftBetween, shiftLayer } from './map-moves.ts';
import type { MapView } from './map-view.ts';
import { paintPoints } from './paint-points.ts';
import type { PaintLook } from './paint-points.ts';
import type { PointSet } from './point-set.ts';

/**
 * Points painted once on a sheet larger than what is seen of it. Moving the map moves the sheet, which costs nothing; when its edge
 * or a blur from zooming comes into sight it is painted anew, a few milliseconds at a time, and shown when it is whole.
 */
export interface PointSheet {
  /** What to paint from now on. */
  draw: (points: PointSet, look: PaintLook) => void;
  /** Shows a view: moves the sheet, and paints anew where that no longer does. */
  show: (view: MapView) => void;
  close: () => void;
}

export function makePointSheet(canvas: HTMLCanvasElement): PointSheet {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  let wanted: MapView | null = null;
  let drawn: MapView | null = null;
  let source: { points: PointSet; look: PaintLook } | null = null;
  let pixels: ImageData | null = null;
  let turn = 0;
  let working = false;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const place = () => {
    if (drawn === null || wanted === null) return;
    shiftLayer(canvas, shiftBetween(drawn, wanted));
  };

  const lay = (painted: ImageData, view: MapView, count: number) => {
    if (canvas.width !== painted.width || canvas.height !== painted.height) {
      Object.assign(canvas, { width: painted.width, height: painted.height });
      Object.assign(canvas.style, { width: `${view.size.width}px`, height: `${view.size.height}px` });
    }
    context?.putImageData(painted, 0, 0);
    drawn = view;
    place();
    canvas.dataset['points'] = String(count);
  };

  const paint = () => {
    cancelAnimationFrame(turn);
    working = false;
    if (source === null || wanted === null || wanted.size.width === 0) return;
    const { points, look } = source;
    const view = sheetView(wanted);
    const [width, height] = [view.size.width, view.size.height].map((side) => Math.round(side * look.density));
    if (width === undefined || height === undefined) return;
    if (pixels?.width !== width || pixels.height !== height) pixels = new ImageData(width, height);
    const painting = pixels;
    const work = paintPoints(painting, points, view, look);
    working = true;
    const goOn = () => {
      const until = performance.now() + TURN_MILLISECONDS;
      while (performance.now() < until) {
        if (work.next().done !== true) continue;
        working = false;
        lay(painting, view, points.count);
        renewWhereNeeded();
        return;
      }
      turn = requestAnimationFrame(goOn);
    };
    goOn();
  };

  // What is being painted is finished first: else a map in steady motion would never be painted at all.
  const renewWhereNeeded = () => {
    clearTimeout(rest);
    if (working || wanted === null) return;
    if (drawn === null || !reaches(drawn, wanted)) paint();
    // Only blurred or coarse: painted anew once it is not zoomed any further.
    else if (drawn.pixelsPerUnit !== wanted.pixelsPerUnit) rest = setTimeout(paint, REST_MILLISECONDS);
  };

  return {
    draw: (points, look) => {
      source = { points, look };
      paint();
    },
    show: (view) => {
      wanted = view;
      place();
      renewWhereNeeded();
    },
    close: () => {
      clearTimeout(rest);
      cancelAnimationFrame(turn);
    },
  };
}

const TURN_MILLISECONDS = 5;
/** How far the sheet reaches beyond what is seen, on each side, as a share of it. */
const BEYOND = 0.5;

function sheetView(view: MapView): MapView {
  const { width, height } = view.size;
  const side = (length: number) => Math.round(length * (1 + 2 * BEYOND));
  return { ...view, size: { width: side(width), height: side(height) } };
}

/** Whether a sheet still reaches over the whole view, some way to spare, and is scaled by little. */
function reaches(drawn: MapView, wanted: MapView): boolean {
  const scale = wanted.pixelsPerUnit / drawn.pixelsPerUnit;
  if (Math.max(scale, 1 / scale) > MOST_SCALE) return false;
  const spare = (seen: number, sheet: number, away: number) =>
    (scale * sheet - seen) / 2 - Math.abs(away) * wanted.pixelsPerUnit > SPARE * seen;
  return (
    spare(wanted.size.width, drawn.size.width, drawn.centre.x - wanted.centre.x) &&
    spare(wanted.size.height, drawn.size.height, drawn.centre.y - wanted.centre.y)
  );
}

const REST_MILLISECONDS = 120;
const MOST_SCALE = 1.8;
/** Of what is seen, this much more has to lie on every side. */
const SPARE = 0.1;
