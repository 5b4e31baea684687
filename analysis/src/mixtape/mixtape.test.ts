import fc from 'fast-check';
import { seededRandom } from '../maths/random.ts';
import { makeMixtape } from './mixtape.ts';
import { orderTracks } from './order.ts';
import { stepBetween, stepCost, wheelName } from './steps.ts';
import type { Mixtape, MixtapeTrack, MixtapeWeek } from './types.ts';

const WEEK = '2026-11-16';
const monday = (offset: number) => new Date(Date.parse(WEEK) + offset * 7 * 86_400_000).toISOString().slice(0, 10);

function track(i: number, given: Partial<MixtapeTrack> = {}): MixtapeTrack {
  const random = seededRandom(i + 1);
  const group = i % 3;
  return {
    recordingId: `track ${String(i).padStart(3, '0')}`,
    title: `Title ${i}`,
    artistCredit: `Artist ${i % 11}`,
    artistKey: `artist ${i % 11}`,
    durationSeconds: 150 + Math.round(random() * 150),
    x: group * 8 + random(),
    y: random(),
    vector: [group + random() / 3, random(), random()],
    tempoBpm: 80 + random() * 80,
    key: { name: 'C', mode: random() < 0.5 ? 'major' : 'minor' },
    energy: random(),
    ...given,
  };
}

/** A week in which track i was played so often. */
const week = (tracks: readonly MixtapeTrack[], plays: (i: number) => number, offset = 0): MixtapeWeek => ({
  weekStart: monday(offset),
  plays: new Map(tracks.flatMap(({ recordingId }, i) => (plays(i) > 0 ? [[recordingId, plays(i)] as const] : []))),
});

const tracks = Array.from({ length: 90 }, (_, i) => track(i));
/** Tracks of group 1 are heard most. */
const weeks = [week(tracks, (i) => (i % 3 === 1 ? 3 : 1))];
const options = { minutes: 70, seed: 1 };
const ids = (mixtape: Mixtape) => mixtape.tracks.map(({ track: { recordingId } }) => recordingId);
const artistsOf = (mixtape: Mixtape) => mixtape.tracks.map((one) => one.track.artistKey);
const twiceInARow = (names: readonly string[]) => names.some((name, i) => i > 0 && names[i - 1] === name);

describe('a mixtape of a week with enough', () => {
  const mixtape = makeMixtape({ week: WEEK, weeks, tracks }, options);

  test('is of the cluster that was played most, about as long as asked, from the week alone', () => {
    expect(
      mixtape.tracks.every(
        ({ track: { recordingId }, inCluster }) => inCluster && Number(recordingId.slice(6)) % 3 === 1,
      ),
    ).toBe(true);
    expect(mixtape.cluster).toEqual({ tracks: 30, plays: 90, share: 0.6, clusters: 3 });
    expect(Math.abs(mixtape.totalSeconds - 70 * 60)).toBeLessThanOrEqual(150);
    expect(mixtape.weeks).toEqual([WEEK]);
    expect(mixtape.notes).toEqual([]);
    expect(mixtape.short).toBe(false);
  });

  test('says of each why it is there and how it follows, and what was left out', () => {
    expect(mixtape.tracks[0]!.step).toBeNull();
    expect(mixtape.tracks[1]!.step!.text).toMatch(/^Tempo \d+ to \d+ BPM.*; key .*; energy .*\.$/);
    expect(mixtape.tracks[0]!.why).toMatch(/^Played 3 times in the week; /);
    expect(mixtape.tracks.reduce((sum, { standsFor }) => sum + standsFor, 0)).toBe(30);
    const { notChosen, ...others } = mixtape.leftOut;
    expect(notChosen).toBe(30 - mixtape.tracks.length);
    expect(others).toEqual({ notOnMap: 0, unfitLength: 0, otherClusters: 60, betweenClusters: 0 });
  });

  test('goes in smaller steps than the same tracks in the order of their ids', () => {
    const cost = (list: readonly MixtapeTrack[]) =>
      list.slice(1).reduce((sum, to, i) => sum + stepCost(stepBetween(list[i]!, to), 0, 1), 0);
    const ordered = mixtape.tracks.map((one) => one.track);
    expect(cost(ordered)).toBeLessThan(
      0.6 * cost(ordered.toSorted((a, b) => (a.recordingId < b.recordingId ? -1 : 1))),
    );
  });

  test('is another one with another seed', () => {
    expect(ids(makeMixtape({ week: WEEK, weeks, tracks }, { ...options, seed: 2 }))).not.toEqual(ids(mixtape));
  });
});

describe('whatever is there', () => {
  const history = fc.record({
    seed: fc.integer({ min: 0, max: 1000 }),
    minutes: fc.integer({ min: 60, max: 90 }),
    count: fc.integer({ min: 0, max: 70 }),
    artists: fc.integer({ min: 1, max: 12 }),
    unknown: fc.integer({ min: 2, max: 5 }),
    around: fc.integer({ min: 0, max: 3 }),
  });
  type Drawn = typeof history extends fc.Arbitrary<infer T> ? T : never;
  const given = ({ count, artists, unknown, around, seed }: Drawn) => {
    const random = seededRandom(seed);
    const list = Array.from({ length: count }, (_, i) =>
      track(i + seed, {
        artistKey: `artist ${Math.floor(random() * artists)}`,
        ...(i % unknown === 0 && { durationSeconds: null, tempoBpm: null, key: null }),
        ...(i % 13 === 7 && { durationSeconds: 20 + random() * 4000 }),
      }),
    );
    const heard = [0, ...Array.from({ length: around }, (_, i) => i + 1), -around].map((offset) =>
      week(list, () => Math.floor(random() * 3), offset),
    );
    heard[0] = { ...heard[0]!, plays: new Map([...heard[0]!.plays, ['somewhere else', 2]]) };
    return {
      week: WEEK,
      weeks: heard.filter((one, i) => heard.findIndex(({ weekStart }) => weekStart === one.weekStart) === i),
      tracks: list,
    };
  };

  test('60 to 90 minutes or said to be short, no artist twice in a row, nothing that was not heard, explained', () => {
    fc.assert(
      fc.property(history, (drawn) => {
        const input = given(drawn);
        const mixtape = makeMixtape(input, drawn);
        expect(mixtape.totalSeconds).toBeLessThanOrEqual(90 * 60);
        expect(mixtape.short).toBe(mixtape.totalSeconds < 60 * 60);
        if (mixtape.short) expect(mixtape.notes.join(' ')).toMatch(/has only|Nothing/);
        expect(twiceInARow(artistsOf(mixtape))).toBe(false);
        expect(new Set(ids(mixtape)).size).toBe(mixtape.tracks.length);
        const heard = new Set(input.weeks.flatMap(({ plays }) => [...plays.keys()]));
        expect(ids(mixtape).every((id) => heard.has(id))).toBe(true);
        expect(mixtape.tracks.every(({ why, step }, i) => why !== '' && (step === null) === (i === 0))).toBe(true);
        const assumed = mixtape.tracks.filter(({ durationAssumed }) => durationAssumed);
        expect(assumed.every((one) => one.track.durationSeconds === null)).toBe(true);
        expect(mixtape.assumedDurations).toBe(assumed.length);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test('the same whatever the order of tracks, weeks and plays', () => {
    fc.assert(
      fc.property(history, (drawn) => {
        const input = given(drawn);
        const turned = {
          ...input,
          tracks: input.tracks.toReversed(),
          weeks: input.weeks.toReversed().map((one) => ({ ...one, plays: new Map([...one.plays].reverse()) })),
        };
        expect(makeMixtape(turned, drawn)).toEqual(makeMixtape(input, drawn));
      }),
      { seed: 2, numRuns: 12 },
    );
  });
});

describe('a week that is too small', () => {
  test('takes its neighbours, and says so', () => {
    const heard = [week(tracks, (i) => (i < 9 ? 2 : 0)), week(tracks, () => 1, -1), week(tracks, () => 1, 2)];
    const mixtape = makeMixtape({ week: WEEK, weeks: heard, tracks }, options);
    expect(mixtape.weeks).toEqual([monday(-1), WEEK]);
    expect(mixtape.notes[0]).toBe('The week alone does not fill an hour: 1 week around it with listens was taken too.');
    expect(mixtape.short).toBe(false);
  });

  test('takes what lies near the cluster before it looks at other weeks', () => {
    const heard = [week(tracks, (i) => (i < 40 ? 1 : 0)), week(tracks, () => 1, -1)];
    const mixtape = makeMixtape({ week: WEEK, weeks: heard, tracks }, options);
    expect(mixtape.weeks).toEqual([WEEK]);
    expect(mixtape.notes.join(' ')).toMatch(/The cluster alone does not fill an hour: \d+ tracks near it were added\./);
  });

  test('of few tracks gives what is there', () => {
    const few = tracks.slice(0, 5);
    const mixtape = makeMixtape({ week: WEEK, weeks: [week(few, () => 1)], tracks: few }, options);
    expect(mixtape).toMatchObject({ short: true, tracks: { length: 5 } });
    expect(mixtape.notes.join(' ')).toMatch(/It has only 22 minutes/);
  });

  test('of one artist is one track, of nothing none', () => {
    const one = tracks.map((each) => ({ ...each, artistKey: 'the same' }));
    expect(makeMixtape({ week: WEEK, weeks, tracks: one }, options).tracks).toHaveLength(1);
    const none = makeMixtape({ week: WEEK, weeks: [], tracks }, options);
    expect(none).toMatchObject({
      tracks: [],
      totalSeconds: 0,
      short: true,
      notes: [expect.stringMatching(/^Nothing/)],
    });
  });
});

test('without audio it is ordered by energy and nearness, and says so', () => {
  const silent = tracks.map((each) => ({ ...each, tempoBpm: null, key: null }));
  const mixtape = makeMixtape({ week: WEEK, weeks, tracks: silent }, options);
  expect(mixtape.notes).toEqual([expect.stringMatching(/^Without measured audio/)]);
  expect(mixtape.tracks[1]!.step).toMatchObject({ tempoRatio: null, keyDistance: null });
});

test('unknown durations are the median of the known ones, and flagged', () => {
  const unknown = tracks.map((each, i) => ({ ...each, durationSeconds: i % 2 === 0 ? null : 200 }));
  const mixtape = makeMixtape({ week: WEEK, weeks, tracks: unknown }, options);
  expect(mixtape.assumedDurations).toBeGreaterThan(0);
  expect(mixtape.notes.join(' ')).toMatch(/durations are not known and taken as 3:20\./);
});

test.each([59, 91, NaN])('%p minutes are refused', (minutes) => {
  expect(() => makeMixtape({ week: WEEK, weeks, tracks }, { minutes, seed: 1 })).toThrow(RangeError);
});

test('a place that is no number and a vector of another length are refused', () => {
  expect(() => makeMixtape({ week: WEEK, weeks, tracks: [track(1, { x: NaN })] }, options)).toThrow(/track 001/);
  const shorter = [...tracks, track(99, { vector: [1, 2] })];
  expect(() => makeMixtape({ week: WEEK, weeks, tracks: shorter }, options)).toThrow(/of 2 dimensions/);
});

describe('a step', () => {
  const key = (name: 'C' | 'A' | 'G', mode: 'major' | 'minor') => ({ name, mode });
  const from = track(1, { tempoBpm: 70, key: key('C', 'major'), energy: 0.2 });

  test('hears octaves of a tempo as one pace, and neighbours on the wheel of keys as near', () => {
    expect(stepBetween(from, track(2, { tempoBpm: 140 })).tempoRatio).toBeCloseTo(1, 12);
    expect(stepBetween(from, track(2, { tempoBpm: 77 })).tempoRatio).toBeCloseTo(1.1, 12);
    expect(wheelName(key('C', 'major'))).toBe('8B');
    expect(wheelName(key('A', 'minor'))).toBe('8A');
    expect(wheelName(key('G', 'major'))).toBe('9B');
    expect(stepBetween(from, track(2, { key: key('A', 'minor') })).keyDistance).toBe(1);
    expect(stepBetween(from, track(2, { key: key('G', 'major') })).keyDistance).toBe(1);
  });

  test('costs 0 to 1, from what is known of both', () => {
    expect(stepCost(stepBetween(from, from), 0, 1)).toBe(0);
    const unknown = { tempoRatio: null, keyDistance: null, energyChange: null };
    expect(stepCost(unknown, 0.5, 1)).toBe(0.5);
    expect(stepCost({ tempoRatio: Math.SQRT2, keyDistance: 7, energyChange: 1 }, 5, 1)).toBeCloseTo(1, 12);
  });
});

test('an order of six is the shortest there is without an artist twice in a row', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const random = seededRandom(seed);
      const size = 6;
      const artists = ['a', 'a', 'a', 'b', 'c', 'd'];
      const places = Array.from({ length: size }, () => random());
      const costs = Float64Array.from({ length: size * size }, (_, at) =>
        Math.abs(places[at % size]! - places[Math.floor(at / size)]!),
      );
      const cost = (order: readonly number[]) =>
        order.slice(1).reduce((sum, to, i) => sum + costs[order[i]! * size + to]!, 0);
      const orders = permutations([0, 1, 2, 3, 4, 5]).filter((order) => !twiceInARow(order.map((i) => artists[i]!)));
      const found = orderTracks(costs, artists, seed);
      expect(twiceInARow(found.map((i) => artists[i]!))).toBe(false);
      expect(cost(found)).toBeCloseTo(Math.min(...orders.map(cost)), 9);
    }),
    { seed: 3, numRuns: 20 },
  );
});

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
