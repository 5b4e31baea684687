import { sendingSecondsLeft, withPaceSample } from './sending-pace.ts';
import type { PaceSample } from './sending-pace.ts';

const paced = (...steps: readonly (readonly [seconds: number, sent: number])[]): readonly PaceSample[] =>
  steps.reduce<readonly PaceSample[]>(
    (known, [seconds, sent]) => withPaceSample(known, { at: seconds * 1000, sent }),
    [],
  );

test('time left is what is left at the pace of the last seconds', () => {
  expect(sendingSecondsLeft(paced([0, 0], [2, 200]), 1000)).toBe(8);
  // A slow beginning lies too far back to count.
  expect(sendingSecondsLeft(paced([0, 0], [20, 100], [22, 300]), 1000)).toBe(7);
});

test('no pace is made up', () => {
  expect(sendingSecondsLeft([], 1000)).toBeNull();
  expect(sendingSecondsLeft(paced([0, 0], [1, 500]), 1000)).toBeNull();
  expect(sendingSecondsLeft(paced([0, 10], [5, 10]), 1000)).toBeNull();
});

test('after a break the pace begins anew', () => {
  expect(paced([0, 0], [2, 800], [3, 300])).toEqual([{ at: 3000, sent: 300 }]);
});
