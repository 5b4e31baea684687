import fc from 'fast-check';
import { seededRandom } from '../maths/random.ts';
import { describeWeek, trackWords, vibeSentence, type VibeTrack } from './index.ts';
import { areAlike } from './like-words.ts';
import { logOddsDifference, upperTail } from './log-odds.ts';

let made = 0;
/** Tracks of an artist, played on a day of their own. */
function plays(artist: string, words: string[], { count = 3, tracks = 2 } = {}): VibeTrack[] {
  made += 1;
  return Array.from({ length: tracks }, (_, i) => ({
    recordingId: `${artist} ${i}`,
    title: `Song ${i}`,
    artistCredit: artist,
    artistKey: artist,
    day: String(made),
    plays: count,
    words,
  }));
}
const many = (count: number, words: string[], name: string) =>
  Array.from({ length: count }, (_, i) => plays(`${name}${i}`, words)).flat();

const rockYear = [...many(60, ['rock', 'guitar'], 'rock'), ...many(6, ['jazz', 'saxophone'], 'jazz')];
const jazzWeek = [...many(12, ['jazz', 'saxophone'], 'newjazz'), ...many(3, ['rock', 'guitar'], 'rock')];

const anyWeek = fc
  .array(
    fc.record({
      artist: fc.integer({ min: 0, max: 12 }),
      song: fc.integer({ min: 0, max: 4 }),
      day: fc.integer({ min: 0, max: 6 }),
      plays: fc.integer({ min: 1, max: 20 }),
      words: fc.uniqueArray(fc.constantFrom('rock', 'jazz', 'sad', 'piano', 'dance', '90s', 'live', 'japanese'), {
        maxLength: 4,
      }),
    }),
    { maxLength: 60 },
  )
  .map((list): VibeTrack[] => {
    // A recording has the same words on every day.
    const words = new Map(list.map((one) => [`${one.artist}-${one.song}`, one.words]));
    return list.map(({ artist, song, day, plays: count }) => ({
      recordingId: `${artist}-${song}`,
      title: String(song),
      artistCredit: String(artist),
      artistKey: String(artist),
      day: String(day),
      plays: count,
      words: words.get(`${artist}-${song}`)!,
    }));
  });

describe('the words of a week', () => {
  test('say what there is more and less of, with what is behind them', () => {
    const vibe = describeWeek(jazzWeek, rockYear);
    expect(vibe.gap).toBeNull();
    expect(vibe.more.map(({ word }) => word)).toEqual(['jazz', 'saxophone']);
    expect(vibe.less.map(({ word }) => word)).toEqual(['guitar', 'rock']);
    expect(vibe.more[0]).toMatchObject({ share: 0.8, plays: 72, trackCount: 24, artistCount: 12 });
    expect(vibe.more[0]!.baselineShare).toBeCloseTo(6 / 66, 9);
    expect(vibe.more[0]!.tracks).toHaveLength(5);
    expect(vibe.coverage).toBe(1);
    expect(vibeSentence(vibe, 26)).toBe(
      'More jazz and saxophone than in the 26 weeks before (jazz: 80 % of plays against 9 %), and less guitar and rock.',
    );
  });

  test('are none in a week that is as the weeks before', () => {
    const vibe = describeWeek(rockYear, rockYear);
    expect(vibe).toMatchObject({ more: [], less: [], gap: null });
    expect(vibeSentence(vibe, 26)).toBe('No word tells this week from the 26 weeks before.');
  });

  test('are not of one artist, nor of one song played over and over', () => {
    const binge = [...plays('New', ['jazz'], { count: 40, tracks: 6 }), ...many(6, ['rock'], 'rock')];
    expect(describeWeek(binge, rockYear).more).toEqual([]);
    expect(describeWeek(plays('New', ['jazz'], { count: 400, tracks: 1 }), rockYear).gap).toBe('few choices');
  });

  test.each([
    ['no plays', [], rockYear],
    ['few words', many(20, [], 'unknown'), rockYear],
    ['short baseline', jazzWeek, []],
    ['short baseline', jazzWeek, many(50, [], 'unknown')],
  ] as const)('cannot be told from %s', (gap, week, baseline) => {
    const vibe = describeWeek(week, baseline);
    expect(vibe).toMatchObject({ more: [], less: [], gap });
    expect(vibeSentence(vibe, 26)).toBeNull();
  });

  test('do not repeat each other', () => {
    const week = many(12, ['calm', 'relaxing', 'peaceful', 'piano', 'solo piano'], 'quiet');
    const { more } = describeWeek(week, rockYear);
    expect(more).toHaveLength(2);
  });

  test('do not depend on the order of the tracks, nor on how often all of them were played', () => {
    fc.assert(
      fc.property(anyWeek, anyWeek, fc.integer({ min: 2, max: 9 }), (week, before, times) => {
        const vibe = describeWeek(week, [...before, ...rockYear]);
        expect(describeWeek(week.toReversed(), [...rockYear, ...before].toReversed())).toEqual(vibe);
        const scaled = (tracks: readonly VibeTrack[]) =>
          tracks.map((track) => ({ ...track, plays: track.plays * times }));
        const louder = describeWeek(scaled(week), scaled([...before, ...rockYear]));
        const words = (of: typeof vibe) => [...of.more, ...of.less].map(({ word }) => word);
        expect(words(louder)).toEqual(words(vibe));
        expect(louder.gap).toBe(vibe.gap);
        for (const { share, baselineShare, tracks } of [...vibe.more, ...vibe.less]) {
          expect(share >= 0 && share <= 1 && baselineShare >= 0 && baselineShare <= 1).toBe(true);
          expect(tracks.length).toBeGreaterThan(0);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('are seldom named by chance: in at most one week in ten of a listener who does not change', () => {
    const random = seededRandom(11);
    const artists = Array.from({ length: 60 }, () =>
      ['rock', 'jazz', 'sad', 'piano', 'dance', 'live', 'folk', 'metal'].filter(() => random() < 0.3),
    );
    const week = () =>
      Array.from({ length: 25 }, () => {
        const artist = Math.floor(random() * artists.length);
        return plays(`artist${artist}`, artists[artist]!, { tracks: 3 });
      }).flat();
    const named = Array.from({ length: 100 }, () => {
      const before = Array.from({ length: 8 }, week).flat();
      const { more, less } = describeWeek(week(), before);
      return more.length + less.length > 0;
    });
    expect(named.filter(Boolean).length).toBeLessThanOrEqual(10);
  });
});

describe('the words of a track', () => {
  const tag = (name: string, weight: number, of: 'recording' | 'artist' = 'recording') => ({
    source: 'lastfm',
    tag: name,
    weight,
    of,
  });
  test('are its tags in one spelling, without noise, and what is heard in it', () => {
    expect(
      trackWords({
        tags: [
          tag('Hip-Hop', 1),
          tag('hiphop', 0.5),
          tag('seen live', 1),
          tag('2009', 1),
          tag('faint', 0.1),
          tag('Jazz', 0.5, 'artist'),
          tag('folk', 0.2, 'artist'),
        ],
        modelTags: { rock: 0.6, pop: 0.05 },
        heard: { 'rainy afternoon': 0.4 },
      }),
    ).toEqual(['hip hop', 'jazz', 'rainy afternoon', 'rock']);
  });
  test('are none where nothing is known', () => expect(trackWords({ tags: [] })).toEqual([]));
});

test('log-odds by hand: a prior of two draws at the pooled share', () => {
  const { difference, standardScore } = logOddsDifference({ share: 0.5, draws: 10 }, { share: 0.1, draws: 30 }, 2);
  // Pooled 8/40 = 0.2: 5.4 of 12 against 3.4 of 32.
  expect(difference).toBeCloseTo(Math.log(5.4 / 6.6) - Math.log(3.4 / 28.6), 12);
  expect(standardScore).toBeCloseTo(difference / Math.sqrt(1 / 5.4 + 1 / 6.6 + 1 / 3.4 + 1 / 28.6), 12);
  expect(logOddsDifference({ share: 0.3, draws: 5 }, { share: 0.3, draws: 50 }, 2).difference).toBeCloseTo(0, 12);
});

test('the tail of the normal distribution', () => {
  expect(upperTail(1.959964)).toBeCloseTo(0.025, 6);
  expect(upperTail(-1)).toBeCloseTo(0.8413447, 6);
});

test('words that are alike', () => {
  expect(areAlike('rock', 'indie rock')).toBe(true);
  expect(areAlike('calm', 'relaxing')).toBe(true);
  expect(areAlike('jazz', 'piano')).toBe(false);
});
