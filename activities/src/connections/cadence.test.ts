import { randomUUID } from 'node:crypto';
import { CADENCES, DAILY, dueCadence } from './cadence.ts';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 23) + minutes * 60_000);
const FIRST = '00000000-0000-4000-8000-000000000000';
const MIDDLE = '80000000-0000-4000-8000-000000000000';

test('an account is read again once in its own hour, and further back once in its own day', () => {
  expect(dueCadence(FIRST, at(61), at(119))).toBeUndefined();
  expect(dueCadence(FIRST, at(119), at(120))?.everySeconds).toBe(3600);
  expect(dueCadence(FIRST, at(-1), at(0))).toBe(DAILY);
  expect(dueCadence(MIDDLE, at(119), at(120))).toBeUndefined();
  expect(dueCadence(MIDDLE, at(149), at(150))?.everySeconds).toBe(3600);
  expect(dueCadence(MIDDLE, at(719), at(720))).toBe(DAILY);
});

test('what was missed while nothing ran is made up for once, by the longer reading', () => {
  expect(dueCadence(MIDDLE, at(0), at(60 * 24 * 9 + 1))).toBe(DAILY);
});

test('a thousand accounts are spread over the hour, and each of them comes in each', () => {
  const perMinute = new Array<number>(60).fill(0);
  for (let account = 0; account < 1000; account += 1) {
    const id = randomUUID();
    const due = perMinute.map((_, minute) => dueCadence(id, at(60 + minute), at(61 + minute)));
    const readings = due.filter((cadence) => cadence !== undefined);
    // Its own day may begin within this hour, beside its own hour.
    expect(readings.length - (readings.includes(DAILY) ? 1 : 0)).toBeLessThanOrEqual(1);
    expect(readings.length).toBeGreaterThan(0);
    perMinute[due.findIndex((cadence) => cadence !== undefined)]! += 1;
  }
  expect(Math.max(...perMinute)).toBeLessThan(60);
  expect(CADENCES.map(({ everySeconds }) => everySeconds)).toEqual([86_400, 3600]);
});
