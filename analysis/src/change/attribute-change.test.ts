import fc from 'fast-check';
import { attributeChange, type SpannedTrack } from './attribute-change.ts';

const track = (
  recordingId: string,
  group: string | null,
  [before, after]: [number, number],
  value: number | null,
): SpannedTrack => ({ recordingId, group, before, after, value, evidence: 'tags' });

const anyTrack = fc.record({
  recordingId: fc.uuid(),
  group: fc.constantFrom('a', 'b', 'c', null),
  before: fc.nat(40),
  after: fc.nat(40),
  value: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  evidence: fc.constantFrom('audio' as const, 'tags' as const),
});
const anyTracks = fc.uniqueArray(anyTrack, { selector: ({ recordingId }) => recordingId, maxLength: 25 });
const total = (parts: readonly { change: number }[]) => parts.reduce((sum, { change }) => sum + change, 0);

test('by hand: more of the lively artist, and livelier tracks of the calm one', () => {
  // Shares: a 0.5 to 0.5 by livelier tracks (0.2 to 0.4), b 0.5 to 0.5. before 0.5, after 0.6.
  const steady = attributeChange([
    track('a1', 'a', [1, 0], 0.2),
    track('a2', 'a', [0, 1], 0.4),
    track('b1', 'b', [1, 1], 0.8),
  ])!;
  expect(steady.before).toBeCloseTo(0.5, 12);
  expect(steady.after).toBeCloseTo(0.6, 12);
  expect(steady.groups.map(({ group }) => group)).toEqual(['a', 'b']);
  expect(steady.groups[0]!.within).toBeCloseTo(0.1, 12);
  expect(steady.groups[0]!.mix).toBeCloseTo(0, 12);

  // Shares: a 0.75 to 0.25 at 0.2, b 0.25 to 0.75 at 0.8; the middle is 0.5. a: -0.5 x -0.3, b: 0.5 x 0.3.
  const moved = attributeChange([track('a1', 'a', [3, 1], 0.2), track('b1', 'b', [1, 3], 0.8)])!;
  expect(moved.groups.map(({ mix }) => mix)).toEqual([expect.closeTo(0.15, 12), expect.closeTo(0.15, 12)]);
  expect(moved.after - moved.before).toBeCloseTo(0.3, 12);
});

test('parts sum to the whole: of tracks, of groups, of causes, and whatever the order', () => {
  fc.assert(
    fc.property(anyTracks, (tracks) => {
      const found = attributeChange(tracks);
      if (found === null) return;
      const whole = found.after - found.before;
      expect(found.evidence + total(found.groups)).toBeCloseTo(whole, 10);
      expect(found.evidence + total(found.tracks)).toBeCloseTo(whole, 10);
      for (const { change, mix, within, group } of found.groups) {
        expect(mix + within).toBeCloseTo(change, 10);
        const own = tracks.filter((one) => one.group === group).map(({ recordingId }) => recordingId);
        expect(total(found.tracks.filter(({ recordingId }) => own.includes(recordingId)))).toBeCloseTo(change, 10);
      }
      expect(attributeChange(tracks.toReversed())).toEqual(found);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('the other way round, every part has the other sign', () => {
  fc.assert(
    fc.property(anyTracks, (tracks) => {
      const back = attributeChange(tracks.map((one) => ({ ...one, before: one.after, after: one.before })));
      const forth = attributeChange(tracks);
      expect(back === null).toBe(forth === null);
      if (back === null || forth === null) return;
      expect(back.evidence).toBeCloseTo(-forth.evidence, 10);
      const changes = new Map(forth.groups.map(({ group, change }) => [group, change]));
      for (const { group, change } of back.groups) expect(change).toBeCloseTo(-changes.get(group)!, 10);
    }),
    { seed: 1 },
  );
});

test('ten times the plays in one span are the same change', () => {
  fc.assert(
    fc.property(anyTracks, (tracks) => {
      const more = attributeChange(tracks.map((one) => ({ ...one, after: one.after * 10 })));
      const found = attributeChange(tracks);
      expect(more?.after ?? null).toEqual(found === null ? null : expect.closeTo(found.after, 10));
    }),
    { seed: 1 },
  );
});

test('tracks that were measured meanwhile are no change of taste', () => {
  // The same music and the same plays in both spans; the half that is played more now is scored 0.1 higher because it was measured.
  const tracks: SpannedTrack[] = [
    { recordingId: '1', group: 'a', before: 8, after: 2, value: 0.5, evidence: 'tags' },
    { recordingId: '2', group: 'b', before: 2, after: 8, value: 0.6, evidence: 'audio' },
  ];
  const found = attributeChange(tracks)!;
  expect(found.after - found.before).toBeCloseTo(0.06, 12);
  expect(found.evidence).toBeCloseTo(0.06, 12);
  found.groups.forEach(({ change }) => expect(change).toBeCloseTo(0, 12));
});

test('nothing to divide where a span has no scored play; nonsense is refused', () => {
  expect(attributeChange([])).toBeNull();
  expect(attributeChange([track('a', 'a', [1, 0], 0.5)])).toBeNull();
  expect(attributeChange([track('a', 'a', [1, 1], null)])).toBeNull();
  expect(attributeChange([track('a', 'a', [1, 1], 0.5)])).toMatchObject({ before: 0.5, after: 0.5, evidence: 0 });
  expect(() => attributeChange([track('x', 'a', [1, 1], NaN)])).toThrow('Track x');
  expect(() => attributeChange([track('x', 'a', [1, Infinity], 0.5)])).toThrow(RangeError);
});
