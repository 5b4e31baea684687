import type { Size } from './map-view.ts';
import { columnPlace } from './stream-shape.ts';
import type { Run, StreamShape } from './stream-shape.ts';

export interface LabelPlace {
  mood: string;
  /** The middle of the label in pixels. */
  x: number;
  y: number;
}

const LINE_HEIGHT = 17;
const LETTER_WIDTH = 7.6;

/**
 * Where each layer's name fits into it: the widest stretch that holds the whole name and none of the columns that are covered.
 * A layer that is too thin has none.
 */
export function labelPlaces(
  shape: StreamShape,
  nameOf: (mood: string) => string,
  { width, height, covered = [] }: Size & { covered?: readonly Run[] },
): LabelPlace[] {
  const scale = height / (shape.top - shape.bottom || 1);
  return shape.layers.flatMap(({ mood, low, high }) => {
    const step = low.length < 2 ? width : width / (low.length - 1);
    const reach = Math.ceil((nameOf(mood).length * LETTER_WIDTH) / 2 / step);
    let best: { at: number; room: number; y: number } | null = null;
    for (let at = low.length === 1 ? 0 : reach; at < Math.max(1, low.length - reach); at++) {
      const around = { from: Math.max(0, at - reach), to: at + reach + 1 };
      if (covered.some(({ from, to }) => from < around.to && to >= around.from)) continue;
      const floor = Math.max(...low.slice(around.from, around.to));
      const ceiling = Math.min(...high.slice(around.from, around.to));
      const room = (ceiling - floor) * scale;
      if (room >= LINE_HEIGHT && room > (best?.room ?? 0))
        best = { at, room, y: (shape.top - (floor + ceiling) / 2) * scale };
    }
    return best === null ? [] : [{ mood, x: columnPlace(best.at, low.length) * width, y: best.y }];
  });
}
