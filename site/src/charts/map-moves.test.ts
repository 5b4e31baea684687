import { movedView, shiftBetween, shiftLayer, unproject, withinLimits } from './map-moves.ts';
import { project } from './map-view.ts';
import type { MapView } from './map-view.ts';

const view: MapView = { pixelsPerUnit: 20, centre: { x: 1, y: -2 }, size: { width: 400, height: 300 } };
const place = { x: 3.5, y: 1.25 };

test('a place is found again under where it is drawn', () => {
  const found = unproject(project(place, view), view);
  expect(found.x).toBeCloseTo(place.x);
  expect(found.y).toBeCloseTo(place.y);
});

test('what was held stays under the finger, at every scale', () => {
  const held = project(place, view);
  const moved = movedView(view, { from: held, to: { x: 120, y: 40 }, factor: 2.5 });
  expect(moved.pixelsPerUnit).toBe(50);
  expect(project(place, moved).x).toBeCloseTo(120);
  expect(project(place, moved).y).toBeCloseTo(40);
});

test('a drawing for one view lies right in another once it is scaled and shifted', () => {
  const wanted = movedView(view, { from: { x: 10, y: 20 }, to: { x: 60, y: -5 }, factor: 1.7 });
  const { scale, x, y } = shiftBetween(view, wanted);
  const drawn = project(place, view);
  expect(drawn.x * scale + x).toBeCloseTo(project(place, wanted).x);
  expect(drawn.y * scale + y).toBeCloseTo(project(place, wanted).y);
});

test('nobody is lost beside the map, nor in it', () => {
  const limits = { bounds: { minX: 0, maxX: 10, minY: 0, maxY: 10 }, whole: 20 };
  const far = withinLimits({ ...view, centre: { x: 99, y: -99 }, pixelsPerUnit: 0.1 }, limits);
  expect(far).toMatchObject({ centre: { x: 10, y: 0 }, pixelsPerUnit: 12 });
  expect(withinLimits({ ...view, pixelsPerUnit: 1e6 }, limits).pixelsPerUnit).toBe(800);
  expect(withinLimits({ ...view, centre: { x: 4, y: 4 } }, limits)).toEqual({ ...view, centre: { x: 4, y: 4 } });
});

test('a layer that lies where it was drawn is left alone', () => {
  const style = { transform: 'old', willChange: 'transform' };
  shiftLayer({ style }, shiftBetween(view, view));
  expect(style).toEqual({ transform: '', willChange: '' });
  shiftLayer({ style }, { scale: 1, x: 3, y: -0.5 });
  expect(style).toEqual({ transform: 'translate(3.00px, -0.50px) scale(1.00000)', willChange: 'transform' });
});
