import { arrowBetween } from './arrow.ts';

const numbers = (path: string) => path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];

test('an arrow begins and ends at the edges of its nodes, its tip at the end', () => {
  const arrow = arrowBetween({ x: 0, y: 0 }, { x: 100, y: 0 }, { startGap: 10, endGap: 12 });
  const [startX = 0, startY = 0] = numbers(arrow?.shaft ?? '');
  const [tipX = 0, tipY = 0] = numbers(arrow?.head ?? '');
  expect(Math.hypot(startX, startY)).toBeCloseTo(10, 0);
  expect(Math.hypot(100 - tipX, tipY)).toBeCloseTo(12, 0);
});

test('the way there and the way back bend apart', () => {
  const gaps = { startGap: 5, endGap: 5 };
  const there = numbers(arrowBetween({ x: 0, y: 0 }, { x: 100, y: 0 }, gaps)?.shaft ?? '');
  const back = numbers(arrowBetween({ x: 100, y: 0 }, { x: 0, y: 0 }, gaps)?.shaft ?? '');
  expect(Math.sign(there[3] ?? 0)).toBe(-Math.sign(back[3] ?? 0));
  expect(there[3]).not.toBe(0);
});

test('nodes that touch or coincide have no arrow between them', () => {
  const gaps = { startGap: 8, endGap: 8 };
  expect(arrowBetween({ x: 5, y: 5 }, { x: 5, y: 5 }, gaps)).toBeNull();
  expect(arrowBetween({ x: 0, y: 0 }, { x: 20, y: 0 }, gaps)).toBeNull();
});
