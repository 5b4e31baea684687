import fc from 'fast-check';
import type { GivenTag } from '../axes/evidence.ts';
import { seededRandom } from '../maths/random.ts';
import { fitAudioSpace, fitTagSpace, inAudioSpace, tagProjector } from './index.ts';

const tags = (words: Record<string, number>, of: GivenTag['of'] = 'recording'): GivenTag[] =>
  Object.entries(words).map(([tag, weight]) => ({ source: 'lastfm', tag, weight, of }));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('the audio space', () => {
  test('has mean 0 and deviation 1 in every dimension that varies, and silence in the others', () => {
    const random = seededRandom(1);
    const embeddings = Array.from({ length: 50 }, () => [random() * 100, random() - 5, 7]);
    const space = fitAudioSpace(embeddings);
    const placed = embeddings.map((embedding) => inAudioSpace(space, embedding));
    for (const dimension of [0, 1]) {
      expect(placed.reduce((sum, row) => sum + row[dimension]!, 0)).toBeCloseTo(0, 9);
      expect(placed.reduce((sum, row) => sum + row[dimension]! ** 2, 0) / 50).toBeCloseTo(1, 9);
    }
    expect(placed.every((row) => row[2] === 0)).toBe(true);
  });

  test('of one track is its origin', () => {
    expect(inAudioSpace(fitAudioSpace([[3, 4]]), [3, 4])).toEqual([0, 0]);
  });
});

describe('the tag space', () => {
  const tracks = [
    ...Array.from({ length: 30 }, (_, i) => tags({ rock: 1, guitar: 0.5, [i % 2 ? '90s' : '80s']: 0.2 })),
    ...Array.from({ length: 30 }, (_, i) => tags({ ambient: 1, drone: 0.5, [i % 2 ? 'dark' : 'calm']: 0.4 })),
  ];

  test('puts tracks of like tags together and of unlike tags apart, at length 1', () => {
    const place = tagProjector(fitTagSpace(tracks));
    const [rock, rockToo, ambient] = [place(tracks[0]!)!, place(tracks[2]!)!, place(tracks[40]!)!];
    expect(dot(rock, rock)).toBeCloseTo(1, 9);
    expect(dot(rock, rockToo)).toBeGreaterThan(0.95);
    expect(Math.abs(dot(rock, ambient))).toBeLessThan(0.1);
  });

  test('keeps what tells tracks apart: inner products are those of all tags, where 50 axes suffice', () => {
    const space = fitTagSpace(tracks);
    expect(space.axes.length).toBeLessThanOrEqual(50);
    space.axes.forEach((a, i) => space.axes.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 6)));
  });

  test('knows nothing of a track without known tags', () => {
    const place = tagProjector(fitTagSpace(tracks));
    expect(place([])).toBeNull();
    expect(place(tags({ 'seen live': 1, 'my favourites': 1, polka: 1 }))).toBeNull();
    expect(tagProjector(fitTagSpace([]))(tags({ rock: 1 }))).toBeNull();
  });

  test('an artist’s tags pull less than the track’s own', () => {
    const place = tagProjector(fitTagSpace(tracks));
    const mixed = place([...tags({ rock: 1 }), ...tags({ ambient: 1 }, 'artist')])!;
    expect(dot(mixed, place(tags({ rock: 1 }))!)).toBeGreaterThan(dot(mixed, place(tags({ ambient: 1 }))!));
  });

  test('is the same to the bit whatever the order of a track’s tags', () => {
    const word = fc.constantFrom('rock', 'pop', 'jazz', 'folk', 'house', 'sad', 'happy', 'piano');
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(word, { minLength: 1 }), { minLength: 1, maxLength: 12 }), (words) => {
        const given = words.map((list) => list.flatMap((tag, i) => tags({ [tag]: 1 / (i + 1) })));
        expect(fitTagSpace(given.map((list) => list.toReversed()))).toEqual(fitTagSpace(given));
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});
