import { createContourRecorder } from './contour-recorder.ts';

test('gives the mean of each half second, however frames are grouped', () => {
  const one = createContourRecorder(2, 10);
  const many = createContourRecorder(2, 10);
  for (let frame = 0; frame < 20; frame++) one.add(frame, 1, [frame, 1]);
  for (let frame = 0; frame < 20; frame += 5) many.add(frame, 5, [frame + 2, 1]);
  const expected = [2, 7, 12, 17].map((value) => [value, 1]);
  expect(one.result(4)).toEqual(expected);
  expect(many.result(4)).toEqual(expected);
});

test('has nothing where nothing was measured, and holds hours', () => {
  const recorder = createContourRecorder(1, 43);
  recorder.add(43 * 3600 * 3, 1, [5]);
  const cells = recorder.result(3600 * 6 + 2);
  expect(cells[0]).toBeNull();
  expect(cells[3600 * 6]).toEqual([5]);
  recorder.reset();
  expect(recorder.result(3600 * 6 + 1).every((cell) => cell === null)).toBe(true);
});
