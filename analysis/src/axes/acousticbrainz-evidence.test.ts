import fc from 'fast-check';
import { acousticBrainzOpinions, type AcousticBrainzFacts } from './acousticbrainz-evidence.ts';
import { scoreTrack } from './score-track.ts';

const scored = (facts: AcousticBrainzFacts) =>
  scoreTrack({ features: null, modelTags: null, tags: [], opinions: acousticBrainzOpinions(facts) });

test('what it does not hold is no evidence', () => {
  expect(acousticBrainzOpinions({})).toEqual([]);
  expect(acousticBrainzOpinions({ happy: null, bpm: null, keyScale: null, onsetRate: 0 })).toEqual([]);
  expect(Object.keys(scored({ happy: 0.9 }))).toEqual(['valence']);
  expect(acousticBrainzOpinions({ happy: Number.NaN, sad: 7 })).toEqual([]);
});

test.each([
  ['energy', 'aggressive', 0.1, 0.9],
  ['energy', 'relaxed', 0.9, 0.1],
  ['energy', 'party', 0.1, 0.9],
  ['energy', 'onsetRate', 1, 6],
  ['energy', 'averageLoudness', 0.2, 0.97],
  ['valence', 'happy', 0.1, 0.9],
  ['valence', 'sad', 0.9, 0.1],
  ['danceability', 'danceable', 0.1, 0.9],
  ['danceability', 'bpm', 60, 120],
  ['brightness', 'bright', 0.1, 0.9],
  ['acousticness', 'acoustic', 0.1, 0.9],
  ['acousticness', 'electronic', 0.9, 0.1],
  ['instrumentalness', 'instrumental', 0.1, 0.9],
] as const)('%s rises as %s goes from %d to %d', (axis, fact, from, to) => {
  expect(scored({ [fact]: to })[axis]!.value).toBeGreaterThan(scored({ [fact]: from })[axis]!.value + 0.05);
});

test('a sure classifier does not make a sure score', () => {
  const { value, low, high } = scored({ happy: 1 }).valence!;
  expect(value).toBeLessThan(0.96);
  expect(high - low).toBeGreaterThan(0.1);
});

test('major sounds happier than minor, the more the key is sure', () => {
  const valence = (keyScale: string, keyStrength: number) => scored({ keyScale, keyStrength }).valence!.value;
  expect(valence('major', 0.9)).toBeGreaterThan(valence('major', 0.2));
  expect(valence('minor', 0.9)).toBeLessThan(valence('minor', 0.2));
});

test('whatever it holds: shares of one group within 0 and 1', () => {
  const anyFact = fc.option(fc.double());
  fc.assert(
    fc.property(
      fc.record({
        happy: anyFact,
        sad: anyFact,
        bpm: anyFact,
        onsetRate: anyFact,
        averageLoudness: anyFact,
        keyStrength: anyFact,
        keyScale: fc.constantFrom('major', 'minor', 'x', null),
      }),
      (facts) => {
        for (const { value, group } of acousticBrainzOpinions(facts)) {
          expect(value > 0 && value < 1).toBe(true);
          expect(group).toBe('acousticbrainz');
        }
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});
