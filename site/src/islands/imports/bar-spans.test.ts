import { BAR_WIDTH, barSpans } from './bar-spans.ts';

test('a whole fills the bar', () => {
  expect(barSpans([10], 10)).toEqual([{ x: 0, width: BAR_WIDTH }]);
});

test('parts lie side by side, none vanishes, and none reaches beyond the end', () => {
  const spans = barSpans([99_990, 9, 1], 100_000);
  expect(spans.map(({ width }) => width > 5)).toEqual([true, true, true]);
  for (const [index, { x, width }] of spans.entries())
    expect(x + width).toBeLessThanOrEqual((spans[index + 1]?.x ?? BAR_WIDTH) + 1e-9);
});

test('what is not read yet stays empty', () => {
  expect(barSpans([250], 1000)[0]?.width).toBe(250);
});
