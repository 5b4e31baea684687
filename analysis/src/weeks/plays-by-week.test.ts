import fc from 'fast-check';
import { playsByWeek } from './plays-by-week.ts';

const bounds = [
  { from: new Date(0), to: new Date(10) },
  { from: new Date(10), to: new Date(20) },
  { from: new Date(30), to: new Date(40) },
];
const instants = (...milliseconds: number[]) => Float64Array.from(milliseconds, (at) => at * 1000);

test('a week begins at its first instant and ends before its last; what lies in none is left out', () => {
  const weeks = playsByWeek([[instants(0, 9.999, 10, 25)], [instants(30), instants(-1, 39, 40)]], bounds);
  expect(weeks.map(({ tracks, plays }) => [[...tracks], [...plays]])).toEqual([
    [[0], [2]],
    [[0], [1]],
    [[1], [2]],
  ]);
});

test('gives what looking up each play gives, in whatever order and pieces the plays come', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: -5, max: 50 }), { maxLength: 30 }), { maxLength: 6 }), (tracks) => {
      const plain = bounds.map(({ from, to }) =>
        tracks.flatMap((times, track) => {
          const plays = times.filter((at) => at >= from.getTime() && at < to.getTime()).length;
          return plays === 0 ? [] : [[track, plays]];
        }),
      );
      const halves = tracks.map((times) => [instants(...times.slice(0, 3)), instants(...times.slice(3))]);
      const weeks = playsByWeek(halves, bounds);
      expect(weeks.map((week) => [...week.tracks].map((track, i) => [track, week.plays[i]]))).toEqual(plain);
    }),
    { seed: 6 },
  );
});
