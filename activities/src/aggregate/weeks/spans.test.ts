import { spansOf } from './spans.ts';

const week = (n: number) => ({ from: new Date(n * 7), to: new Date((n + 1) * 7) });

test('weeks that follow each other are one span, and the weeks given stay as they are', () => {
  const weeks = [week(0), week(1), week(3)];
  expect(spansOf(weeks)).toEqual([{ from: new Date(0), to: new Date(14) }, week(3)]);
  expect(weeks).toEqual([week(0), week(1), week(3)]);
  expect(spansOf([])).toEqual([]);
});

test('many spans are read as one', () => {
  const scattered = Array.from({ length: 9 }, (_, n) => week(2 * n));
  expect(spansOf(scattered.slice(1))).toHaveLength(8);
  expect(spansOf(scattered)).toEqual([{ from: week(0).from, to: week(16).to }]);
});
