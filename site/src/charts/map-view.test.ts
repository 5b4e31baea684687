import fc from 'fast-check';
import { boundsOf, fitView, leastExtent, nearest, project } from './map-view.ts';

fc.configureGlobal({ seed: 4 });

const size = { width: 600, height: 400 };
const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });

test('every place within the bounds is drawn inside the margin', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1 }), (points) => {
      const view = fitView(boundsOf(points)!, size, 30);
      for (const place of points) {
        const { x, y } = project(place, view);
        expect(x).toBeGreaterThanOrEqual(29.9);
        expect(x).toBeLessThanOrEqual(570.1);
        expect(y).toBeGreaterThanOrEqual(29.9);
        expect(y).toBeLessThanOrEqual(370.1);
      }
    }),
  );
});

test('both directions have one scale, and up on the map is up on the screen', () => {
  const view = fitView({ minX: 0, maxX: 10, minY: 0, maxY: 2 }, size, 50);
  const origin = project({ x: 0, y: 0 }, view);
  expect(project({ x: 1, y: 0 }, view).x - origin.x).toBeCloseTo(50);
  expect(project({ x: 0, y: 1 }, view).y - origin.y).toBeCloseTo(-50);
});

test('a single place is drawn in the middle', () => {
  const view = fitView({ minX: 3, maxX: 3, minY: 4, maxY: 4 }, size, 20);
  expect(project({ x: 3, y: 4 }, view)).toEqual({ x: 300, y: 200 });
});

test('weeks at one spot are shown with their spread and a share of the map around', () => {
  const weeks = [
    { x: 3, y: 4, spreadX: 2, spreadY: 0.1 },
    { x: 3, y: 4, spreadX: 1, spreadY: 0.2 },
  ];
  const least = leastExtent(weeks, { minX: -10, maxX: 10, minY: -10, maxY: 10 });
  expect(least).toEqual({ width: 4, height: 3 });
  const view = fitView(boundsOf(weeks)!, size, 20, least);
  expect(view.pixelsPerUnit).toBe(120);
  expect(project(weeks[0]!, view).x - weeks[0]!.spreadX * view.pixelsPerUnit).toBeGreaterThanOrEqual(20);
  expect(leastExtent([], null)).toEqual({ width: 0, height: 0 });
});

test('no places have no bounds', () => {
  expect(boundsOf([])).toBeNull();
});

test('the nearest within reach is found, the first of equals', () => {
  const items = [
    { name: 'a', x: 0, y: 0 },
    { name: 'b', x: 10, y: 0 },
    { name: 'c', x: 10, y: 0 },
  ];
  const at = (item: { x: number; y: number }) => item;
  expect(nearest(items, { x: 9, y: 0 }, { at, reach: 5 })?.name).toBe('b');
  expect(nearest(items, { x: 40, y: 0 }, { at, reach: 5 })).toBeNull();
  expect(nearest([], { x: 0, y: 0 }, { at, reach: 5 })).toBeNull();
});
