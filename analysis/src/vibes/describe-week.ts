import { areAlike } from './like-words.ts';
import { logOddsDifference, upperTail } from './log-odds.ts';

/** A track with its plays on one day and its words; a track may have none. */
export interface VibeTrack {
  recordingId: string;
  title: string;
  artistCredit: string;
  /** What tells artists apart. */
  artistKey: string;
  /** The calendar day, in any form. */
  day: string;
  plays: number;
  words: readonly string[];
}

/**
 * A word that a week has more of than the time before, or less. Shares are of the plays of tracks that have words, 0 to 1; `standardScore` says how
 * sure the difference is, in standard deviations; `plays` and `tracks` are behind it (of the week; of the time before for what there is less of).
 */
export interface VibeWord {
  word: string;
  share: number;
  baselineShare: number;
  standardScore: number;
  plays: number;
  trackCount: number;
  artistCount: number;
  tracks: { recordingId: string; title: string; artistCredit: string; plays: number }[];
}

/** Why nothing can be said: no plays; few plays of tracks with words; too few choices in them; little to compare with. */
export type VibeGap = 'no plays' | 'few words' | 'few choices' | 'short baseline';

/** The words that tell a week from the time before it. No words and no gap: the week is as the time before. */
export interface Vibe {
  more: VibeWord[];
  less: VibeWord[];
  /** Share of plays of tracks that have words. */
  coverage: number;
  baselineCoverage: number;
  gap: VibeGap | null;
}

/**
 * Tells what is different about a week, not what is always there.
 *
 * Each word's share of the plays is compared with its share in the time before by log-odds with an informative prior (log-odds.ts). Plays are no independent
 * draws, since most words are the artist's and a listener stays with an artist for a while: the shares are of plays, but count as many draws as the choices
 * of an artist for a day are effectively worth (Kish 1965: (Σp)² / Σp² over the plays p of each artist and day), so that one song played forty times
 * proves nothing. A word needs three tracks of two artists, a difference of five points, and to stand out among all words that were looked at (Benjamini &
 * Hochberg 1995, at a false discovery rate of 5 %). Of words that say about the same the surest is kept. Playing everything k times as often
 * changes nothing but the counts, and the order of the tracks does not matter.
 */
export function describeWeek(week: readonly VibeTrack[], baseline: readonly VibeTrack[]): Vibe {
  const [now, before] = [spanOf(week), spanOf(baseline)];
  const shown = { coverage: now.coverage, baselineCoverage: before.coverage };
  const gap = gapOf(now, before);
  if (gap !== null) return { more: [], less: [], ...shown, gap };
  const compared = [...new Set([...now.words.keys(), ...before.words.keys()])].sort().flatMap((word) => {
    const [here, there] = [now.words.get(word), before.words.get(word)];
    const span = isSupported(here) ? here : there;
    if (span === undefined || !isSupported(span)) return [];
    return [
      {
        word,
        ...compare(
          { share: shareOf(here, now), draws: now.draws },
          { share: shareOf(there, before), draws: before.draws },
        ),
      },
    ];
  });
  const clear = standingOut(compared).filter(
    ({ share, baselineShare }) => Math.abs(share - baselineShare) >= LEAST_DIFFERENCE,
  );
  const more = clear.filter(({ standardScore, word }) => standardScore > 0 && isSupported(now.words.get(word)));
  const less = clear.filter(({ standardScore, word }) => standardScore < 0 && isSupported(before.words.get(word)));
  const chosen = withoutLike(more, MOST_MORE);
  return {
    more: chosen.map((word) => evidenceOf(word, now)),
    less: withoutLike(less, MOST_LESS, chosen).map((word) => evidenceOf(word, before)),
    ...shown,
    gap: null,
  };
}

const PRIOR_DRAWS = 2;
const FALSE_DISCOVERY_RATE = 0.05;
const LEAST_DIFFERENCE = 0.05;
const FEWEST_TRACKS = 3;
const FEWEST_ARTISTS = 2;
const FEWEST_DRAWS = 3;
const FEWEST_BASELINE_DRAWS = 8;
const LEAST_COVERAGE = 0.2;
const MOST_MORE = 4;
const MOST_LESS = 2;
const MOST_TRACKS = 5;

interface Span {
  plays: number;
  withWords: number;
  coverage: number;
  draws: number;
  words: Map<string, Support>;
}

/** What is behind a word: its tracks with their plays on all days. */
interface Support {
  tracks: VibeTrack[];
  plays: number;
  artists: Set<string>;
}

interface Compared {
  word: string;
  share: number;
  baselineShare: number;
  standardScore: number;
}

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const isSupported = (support: Support | undefined) =>
  support !== undefined && support.tracks.length >= FEWEST_TRACKS && support.artists.size >= FEWEST_ARTISTS;
const shareOf = (support: Support | undefined, { withWords }: Span) => (support?.plays ?? 0) / withWords;

function spanOf(tracks: readonly VibeTrack[]): Span {
  const told = tracks.filter(({ words }) => words.length > 0);
  const plays = sum(tracks.map((track) => track.plays));
  const withWords = sum(told.map((track) => track.plays));
  const words: Span['words'] = new Map();
  for (const track of ofAllDays(told)) {
    for (const word of track.words) {
      const support: Support = words.get(word) ?? { tracks: [], plays: 0, artists: new Set() };
      support.tracks.push(track);
      support.plays += track.plays;
      support.artists.add(track.artistKey);
      words.set(word, support);
    }
  }
  return { plays, withWords, coverage: plays === 0 ? 0 : withWords / plays, draws: drawsOf(told), words };
}

/** Each track once, with its plays on all days, by id. */
function ofAllDays(tracks: readonly VibeTrack[]): VibeTrack[] {
  const byRecording = new Map<string, VibeTrack>();
  for (const track of tracks) {
    const known = byRecording.get(track.recordingId);
    if (known === undefined) byRecording.set(track.recordingId, { ...track });
    else known.plays += track.plays;
  }
  return [...byRecording.values()].sort((a, b) => byCode(a.recordingId, b.recordingId));
}

/** How many equally long choices of an artist for a day these plays are worth. */
function drawsOf(tracks: readonly VibeTrack[]): number {
  const choices = new Map<string, number>();
  for (const { artistKey, day, plays } of tracks) {
    const choice = `${day} ${artistKey}`;
    choices.set(choice, (choices.get(choice) ?? 0) + plays);
  }
  // In order of size, so that the sum is the same to the bit whatever the order of the tracks.
  const squares = sum([...choices.values()].sort((a, b) => a - b).map((count) => count ** 2));
  return squares === 0 ? 0 : sum(choices.values()) ** 2 / squares;
}

function gapOf(now: Span, before: Span): VibeGap | null {
  if (now.plays === 0) return 'no plays';
  if (now.coverage < LEAST_COVERAGE) return 'few words';
  if (now.draws < FEWEST_DRAWS) return 'few choices';
  return before.draws < FEWEST_BASELINE_DRAWS || before.coverage < LEAST_COVERAGE ? 'short baseline' : null;
}

function compare(
  here: { share: number; draws: number },
  there: { share: number; draws: number },
): Omit<Compared, 'word'> {
  const { standardScore } = logOddsDifference(here, there, PRIOR_DRAWS);
  return { share: here.share, baselineShare: there.share, standardScore };
}

/** The words whose difference is not one that chance gives among so many, the surest first. */
function standingOut(compared: readonly Compared[]): Compared[] {
  const ordered = compared.toSorted(
    (a, b) => Math.abs(b.standardScore) - Math.abs(a.standardScore) || byCode(a.word, b.word),
  );
  const last = ordered.findLastIndex(
    ({ standardScore }, i) =>
      2 * upperTail(Math.abs(standardScore)) <= (FALSE_DISCOVERY_RATE * (i + 1)) / ordered.length,
  );
  return ordered.slice(0, last + 1);
}

/** The first so many of which none is like another, or like one of the others. */
function withoutLike(words: readonly Compared[], most: number, others: readonly Compared[] = []): Compared[] {
  const chosen: Compared[] = [];
  for (const one of words) {
    if (chosen.length >= most) break;
    if (![...others, ...chosen].some(({ word }) => areAlike(word, one.word))) chosen.push(one);
  }
  return chosen;
}

function evidenceOf({ word, share, baselineShare, standardScore }: Compared, span: Span): VibeWord {
  const { tracks, plays, artists } = span.words.get(word)!;
  return {
    word,
    share,
    baselineShare,
    standardScore,
    plays,
    trackCount: tracks.length,
    artistCount: artists.size,
    tracks: tracks
      .toSorted((a, b) => b.plays - a.plays || byCode(a.recordingId, b.recordingId))
      .slice(0, MOST_TRACKS)
      .map(({ recordingId, title, artistCredit, plays: count }) => ({
        recordingId,
        title,
        artistCredit,
        plays: count,
      })),
  };
}
