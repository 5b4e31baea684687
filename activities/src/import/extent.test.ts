import { createExtent } from './extent.ts';

const record = (length: number) => ({ line: 1, text: 'x'.repeat(length - 1) });

test('as many rows in all as the bytes hold at the length of those read', () => {
  const extent = createExtent([{ bytes: 1000 }, { bytes: 3000 }]);
  expect(extent.rowsInAll(0)).toBeNull();
  for (let row = 0; row < 5; row += 1) extent.add(record(100));
  expect(extent.rowsInAll(5)).toBe(40);
  extent.endPart(1000);
  expect(extent.rowsInAll(10)).toBe(40);
});

test('a part that was read before counts whole, and rows are never fewer than those behind', () => {
  const extent = createExtent([{ bytes: 1000 }, { bytes: 100 }]);
  extent.endPart(1000);
  extent.add(record(200));
  expect(extent.rowsInAll(12)).toBe(12);
  expect(createExtent([]).rowsInAll(3)).toBeNull();
});
