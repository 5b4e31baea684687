import fc from 'fast-check';
import { weekPosition } from '../map/week-position.ts';
import { weightedMean } from '../maths/vectors.ts';
import { placeWeek } from './place-week.ts';

const coordinate = fc.double({ min: -10, max: 10, noNaN: true }).map(Math.fround);
const anyTrack = fc.record({
  on: fc.boolean(),
  x: coordinate,
  y: coordinate,
  vector: fc.array(coordinate, { minLength: 5, maxLength: 5 }),
  plays: fc.integer({ min: 1, max: 9 }),
});

test('the mean place, its spread and the centroid are those of the plays on the map', () => {
  fc.assert(
    fc.property(fc.array(anyTrack, { maxLength: 14 }), (tracks) => {
      const place = placeWeek(
        {
          on: Uint8Array.from(tracks, ({ on }) => (on ? 1 : 0)),
          x: Float32Array.from(tracks, ({ x }) => x),
          y: Float32Array.from(tracks, ({ y }) => y),
          vectors: tracks.map(({ vector, on }) => Float32Array.from(on ? vector : [])),
        },
        { tracks: Int32Array.from(tracks.keys()), plays: Int32Array.from(tracks, ({ plays }) => plays) },
      );
      const known = tracks.filter(({ on }) => on);
      const plain = weekPosition(known);
      if (place === null || plain === null) {
        expect([place, plain]).toEqual([null, null]);
        return;
      }
      expect(place.plays).toBe(plain.plays);
      expect(place.coverage).toBeCloseTo(plain.plays / tracks.reduce((sum, { plays }) => sum + plays, 0), 6);
      for (const side of ['x', 'y', 'spreadX', 'spreadY'] as const) expect(place[side]).toBeCloseTo(plain[side], 5);
      const centroid = weightedMean(
        known.map(({ vector }) => vector),
        known.map(({ plays }) => plays),
      )!;
      place.centroid.forEach((value, d) => expect(value).toBeCloseTo(centroid[d]!, 5));
    }),
    { seed: 6, numRuns: 200 },
  );
});
