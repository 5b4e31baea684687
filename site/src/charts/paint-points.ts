import type { MapView } from './map-view.ts';
import { firstAtOrRightOf, UNKNOWN_VALUE } from './point-set.ts';
import type { PointSet } from './point-set.ts';
import type { RampDomain } from './ramp.ts';
import { rampPosition } from './ramp.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

export interface PaintLook {
  ground: Rgb;
  unknown: Rgb;
  /** From low to high. */
  ramp: readonly Rgb[];
  domain: RampDomain;
  /** Device pixels in a CSS pixel. */
  density: number;
}

/** Opaque pixels, four bytes each. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * Paints points as soft discs over the ground, a few thousand at a time: each `next` gives the page back its turn. By hand
 * and not by the canvas' own arcs, which take ten times as long. `view.size` is that of the pixels, in CSS pixels.
 */
export function* paintPoints(pixels: Pixels, points: PointSet, view: MapView, look: PaintLook): Generator<void, void> {
  fillGround(pixels, look.ground);
  const scale = view.pixelsPerUnit * look.density;
  const [middleX, middleY] = [pixels.width / 2, pixels.height / 2];
  const stamps = makeStamps(points, look);
  const reach = middleX / scale + Math.max(...stamps.map((stamp) => stamp.reach)) / scale;
  const colors = colorsByValue(look);
  const last = firstAtOrRightOf(points, view.centre.x + reach);
  for (let i = firstAtOrRightOf(points, view.centre.x - reach); i < last; i++) {
    if (i % TURN === 0) yield;
    const x = Math.round(middleX + (points.x[i]! - view.centre.x) * scale);
    const y = Math.round(middleY - (points.y[i]! - view.centre.y) * scale);
    press(pixels, stamps[stampOf(points.plays[i]!, points.mostPlays)]!, { x, y, color: colors[points.value[i]!]! });
  }
}

/** Points between two turns of the page: about a millisecond's work. */
const TURN = 2048;

/** How strongly each pixel around a point is covered, 0 to 256; a square of 2 reach + 1. */
interface Stamp {
  reach: number;
  cover: Uint16Array;
}

const SIZES = 8;

function stampOf(plays: number, mostPlays: number): number {
  return mostPlays === 0 ? 0 : Math.round((SIZES - 1) * Math.sqrt(plays / mostPlays));
}

/** From a track hardly heard to the most played one. Many points are drawn smaller and fainter, so that where they are dense shows. */
function makeStamps({ count }: PointSet, { density }: PaintLook): Stamp[] {
  const [smallest, largest] = pointRadii(count);
  const strength = pointOpacity(count) * 256;
  return Array.from({ length: SIZES }, (_, size) => {
    const radius = (smallest + ((largest - smallest) * size) / (SIZES - 1)) * density;
    const reach = Math.ceil(radius);
    const side = 2 * reach + 1;
    const cover = new Uint16Array(side * side);
    for (let at = 0; at < cover.length; at++) {
      const distance = Math.hypot((at % side) - reach, Math.floor(at / side) - reach);
      cover[at] = Math.round(strength * Math.min(1, Math.max(0, radius + 0.5 - distance)));
    }
    return { reach, cover };
  });
}

/** Smallest and largest radius in CSS pixels for so many points. */
export function pointRadii(count: number): readonly [number, number] {
  if (count > 20_000) return [0.8, 3.2];
  if (count > 5000) return [1.1, 3.6];
  return count > 500 ? [1.8, 5.5] : [2.5, 7];
}

export function pointOpacity(count: number): number {
  if (count > 20_000) return 0.4;
  return count > 5000 ? 0.5 : 0.62;
}

function press(
  { data, width, height }: Pixels,
  { reach, cover }: Stamp,
  { x, y, color: [red, green, blue] }: { x: number; y: number; color: Rgb },
): void {
  const side = 2 * reach + 1;
  const firstRow = Math.max(0, reach - y);
  const lastRow = Math.min(side, height - y + reach);
  const firstColumn = Math.max(0, reach - x);
  const lastColumn = Math.min(side, width - x + reach);
  for (let row = firstRow; row < lastRow; row++) {
    let at = ((y - reach + row) * width + x - reach + firstColumn) * 4;
    for (let column = firstColumn; column < lastColumn; column++, at += 4) {
      const share = cover[row * side + column]!;
      if (share === 0) continue;
      data[at] = data[at]! + (((red - data[at]!) * share) >> 8);
      data[at + 1] = data[at + 1]! + (((green - data[at + 1]!) * share) >> 8);
      data[at + 2] = data[at + 2]! + (((blue - data[at + 2]!) * share) >> 8);
    }
  }
}

function fillGround({ data }: Pixels, [red, green, blue]: Rgb): void {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  // Bytes in the order red, green, blue, opaque on the little-endian machines that browsers run on.
  words.fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
}

/** The colour of every value that a point may have. */
function colorsByValue({ ramp, unknown, domain }: PaintLook): Rgb[] {
  const colors: Rgb[] = Array.from({ length: UNKNOWN_VALUE + 1 }, () => unknown);
  for (let hundredth = 0; hundredth <= 100; hundredth++) {
    const position = rampPosition(hundredth / 100, domain) ?? 0;
    colors[hundredth] = ramp[Math.round(position * (ramp.length - 1))] ?? unknown;
  }
  return colors;
}
