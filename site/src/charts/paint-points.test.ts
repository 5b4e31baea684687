import type { MapView } from './map-view.ts';
import { paintPoints } from './paint-points.ts';
import type { PaintLook, Pixels } from './paint-points.ts';
import { pointsAt, strewn } from './points.fixture.ts';

const look: PaintLook = {
  ground: [255, 255, 255],
  unknown: [128, 128, 128],
  ramp: [
    [0, 0, 255],
    [255, 0, 0],
  ],
  domain: { low: 0, high: 1 },
  density: 1,
};
const view: MapView = { pixelsPerUnit: 10, centre: { x: 0, y: 0 }, size: { width: 40, height: 40 } };

function painted(places: Parameters<typeof pointsAt>[0], change: Partial<PaintLook> = {}): Pixels & { turns: number } {
  const pixels = { data: new Uint8ClampedArray(40 * 40 * 4), width: 40, height: 40 };
  const turns = [...paintPoints(pixels, pointsAt(places), view, { ...look, ...change })].length;
  return { ...pixels, turns };
}
const at = ({ data }: Pixels, x: number, y: number) => [...data.subarray((y * 40 + x) * 4, (y * 40 + x) * 4 + 4)];

test('a point lies where the view has it, in the colour of its value, soft over the ground', () => {
  const pixels = painted([[1, 0.5, 100]]);
  const [red, green, blue, opaque] = at(pixels, 30, 15);
  expect([red, opaque]).toEqual([255, 255]);
  expect(green).toBe(blue);
  expect(green).toBeGreaterThan(0);
  expect(green).toBeLessThan(255);
  expect(at(pixels, 5, 5)).toEqual([255, 255, 255, 255]);
});

test('an unknown value has a colour of its own, never that of zero', () => {
  const [red, green, blue] = at(painted([[0, 0, null]]), 20, 20);
  expect([red, green]).toEqual([green, blue]);
  const zero = at(painted([[0, 0, 0]]), 20, 20);
  expect(zero[2]).toBeGreaterThan(zero[0]!);
});

test('what is played more is larger; points at and beyond the edge do no harm', () => {
  const often = painted([
    [-1, 0, 0, 1],
    [1, 0, 0, 100],
  ]);
  expect(at(often, 14, 20)).toEqual([255, 255, 255, 255]);
  expect(at(often, 34, 20)).not.toEqual([255, 255, 255, 255]);
  const edge = painted([
    [-2, 2, 0],
    [2, -2, 0],
    [2.3, 0, 0],
    [-50, 50, 0],
  ]);
  expect(at(edge, 0, 0)).not.toEqual([255, 255, 255, 255]);
});

test('many points are painted in turns, the same every time', () => {
  const places = strewn(9000).map(([x, y, value, plays]) => [x / 3 - 1.6, y / 2 - 1, value, plays] as const);
  const [one, other] = [painted(places), painted(places)];
  expect(one.turns).toBeGreaterThan(3);
  expect(Buffer.compare(Buffer.from(one.data), Buffer.from(other.data))).toBe(0);
});
