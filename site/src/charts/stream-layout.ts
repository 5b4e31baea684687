import type { Size } from './map-view.ts';
import { columnPlace } from './stream-shape.ts';

/** Room around the stream in pixels: shares to the left, months below. */
export const STREAM_MARGIN = { top: 6, right: 14, bottom: 24, left: 42 };
/** Below the months: how much is known of each week. */
export const COVERAGE_ROOM = 18;

/** The part of the room in which the stream itself lies. */
export function plotSize(room: Size): Size {
  return { width: room.width - STREAM_MARGIN.left - STREAM_MARGIN.right, height: room.height };
}

/** Where a column stands, in pixels from the left of the room. */
export function columnX(at: number, count: number, plot: Size): number {
  return STREAM_MARGIN.left + columnPlace(at, count) * plot.width;
}

/** How broad a column is. */
export function columnWidth(count: number, plot: Size): number {
  return count < 2 ? plot.width : plot.width / (count - 1);
}
