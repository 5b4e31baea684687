import type { Point } from './map-view.ts';

export interface Arrow {
  /** SVG path of the shaft. */
  shaft: string;
  /** SVG path of the filled head. */
  head: string;
}

interface ArrowOptions {
  /** Pixels left free at either end, so that the arrow touches the nodes' edges and not their centres. */
  startGap: number;
  endGap: number;
}

/**
 * An arrow that bends a little to its left, so that a way there and a way back do not lie on one another.
 * Null where the ends are too near for an arrow to be seen between them.
 */
export function arrowBetween(from: Point, to: Point, { startGap, endGap }: ArrowOptions): Arrow | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < startGap + endGap + HEAD_LENGTH) return null;
  const control = bendPoint(from, to, length);
  const start = towards(from, control, startGap);
  const tip = towards(to, control, endGap);
  const back = towards(tip, control, HEAD_LENGTH);
  const across = { x: (tip.y - back.y) / HEAD_LENGTH, y: (back.x - tip.x) / HEAD_LENGTH };
  const left = { x: back.x + across.x * HEAD_HALF_WIDTH, y: back.y + across.y * HEAD_HALF_WIDTH };
  const right = { x: back.x - across.x * HEAD_HALF_WIDTH, y: back.y - across.y * HEAD_HALF_WIDTH };
  return {
    shaft: `M${pair(start)}Q${pair(control)} ${pair(back)}`,
    head: `M${pair(tip)}L${pair(left)}L${pair(right)}Z`,
  };
}

const HEAD_LENGTH = 7;
const HEAD_HALF_WIDTH = 3.4;
const BEND = 0.12;

function bendPoint(from: Point, to: Point, length: number): Point {
  const bend = Math.min(length * BEND, 24);
  return {
    x: (from.x + to.x) / 2 + ((to.y - from.y) / length) * bend,
    y: (from.y + to.y) / 2 - ((to.x - from.x) / length) * bend,
  };
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + ((to.x - from.x) / length) * distance, y: from.y + ((to.y - from.y) / length) * distance };
}

function pair({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
