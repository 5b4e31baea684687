import { held, isHeld, withoutExpired, type Holds } from './holds.ts';

const NOW = 1_000_000_000;
const secondsHeld = (holds: Holds, id: string): number => ((holds[id]?.until ?? NOW) - NOW) / 1000;

test('work that ended well is left alone for a moment only', () => {
  const holds = held({}, 'a', 'done', NOW);
  expect(secondsHeld(holds, 'a')).toBe(3);
  expect(isHeld(holds, 'a', NOW + 2999)).toBe(true);
  expect(isHeld(holds, 'a', NOW + 3000)).toBe(false);
  expect(isHeld(holds, 'b', NOW)).toBe(false);
});

test('each failure in a row doubles the wait, up to ten minutes; a success forgets them', () => {
  let holds: Holds = {};
  const waits = Array.from({ length: 8 }, () => {
    holds = held(holds, 'a', 'failed', NOW);
    return secondsHeld(holds, 'a');
  });
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 600, 600]);
  expect(held(holds, 'a', 'done', NOW)).toEqual({ a: { until: NOW + 3000, failures: 0 } });
});

test('holds that are over are forgotten, failures later than the others', () => {
  const holds: Holds = {
    done: { until: NOW - 1, failures: 0 },
    waits: { until: NOW + 1, failures: 0 },
    failed: { until: NOW - 1, failures: 2 },
  };
  expect(Object.keys(withoutExpired(holds, NOW))).toEqual(['waits', 'failed']);
  expect(Object.keys(withoutExpired(holds, NOW + 600_000))).toEqual([]);
});
