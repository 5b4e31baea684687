/** A word of the table that another one is probably meant to be, and how alike they are, from 0 to 1. */
export interface NearWord {
  word: string;
  likeness: number;
}

/**
 * Finds what a misspelt word is meant to be among known ones: at most one slip (a letter left out, put in, changed, or two
 * swapped: Damerau 1964) from 6 letters on, two from 10 on. The first letter has to be right, since slips are rare there (Yannakoudakis &
 * Fawthrop 1983) and "un-" and "dis-" stand there. Two candidates that are equally near give none. Likeness is Dice's coefficient over pairs of letters.
 */
export function typoFinder(known: Iterable<string>): (word: string) => NearWord | null {
  const byLetter = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST) continue;
    byLetter.set(word[0]!, [...(byLetter.get(word[0]!) ?? []), word]);
  }
  return (word) => {
    if (word.length < SHORTEST || REAL_WORDS.has(word) || ADVERSE.test(word)) return null;
    const near = (byLetter.get(word[0]!) ?? [])
      .map((candidate) => ({ candidate, slips: slipsBetween(word, candidate) }))
      .filter(({ candidate, slips }) => slips <= mostSlips(Math.max(word.length, candidate.length)))
      .sort((a, b) => a.slips - b.slips);
    const [first, second] = near;
    if (first === undefined || first.slips === second?.slips) return null;
    return { word: first.candidate, likeness: dice(word, first.candidate) };
  };
}

const SHORTEST = 5;
const mostSlips = (length: number) => (length >= 10 ? 2 : length >= 6 ? 1 : 0);

/** Endings that turn a word round: "emotionless" is no slip for "emotional". */
const ADVERSE = /less$/u;

/** Words of their own that are one slip from a tag's word. */
const REAL_WORDS: ReadonlySet<string> = new Set(
  (
    'mental|medal|petal|mettle|sting|string|grudge|grunt|mallow|fellow|bellow|casual|bridal|brutus|trivial|horse|hose|mouse|moose|lance|chance|trace|france|' +
    'throne|drove|prone|heady|hearty|hippy|harpy|happen|hoppy|lovers|lover|lively|loner|sunday|monday|nightly|knight|nights|right|fight|might|light|' +
    'cellar|classy|clinic|clinical|classified|tropic|topical|critical|magical|radical|tactical|logical|medical|musicals|tango|mango|peach|reach|preach|' +
    'coffin|summit|simmer|hummer|swine|sewing|winner|winder|splinter|autumns|minimum|maximal|martial|marital|spiral|national|rational|funk|hunk|' +
    'shoe|shore|sweat|sweep|sheet|tweet|sensible|sensual|senile|sinner|relating|releasing|replacing|reeling|revving|opened|rainbow|train|brain|grain|drain|' +
    'garbage|garland|garden|orange|forage|storage|accoustics|atomic|mystic|rustic|artistic|ecstasy|static|statistic|aesthetic|athletic|poetic|prophetic|' +
    'violet|violent|violence|clarity|harmonic|harmonics|demonic|bionic|sonic|tonic|chronic|ironic|iconic|elated|seated|heated|stones|storms|warship|streams|stream|stores|shores|planet|gravel|draining|straining'
  ).split('|'),
);

/** The least number of slips between two words (optimal string alignment), or 3 where there are more than 2. */
function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, change, swap));
    }
    [before, last] = [last, row];
  }
  return Math.min(3, last[b.length]!);
}

function dice(a: string, b: string): number {
  const [ofA, ofB] = [pairsOf(a), pairsOf(b)];
  const left = [...ofB];
  const shared = ofA.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (ofA.length + ofB.length);
}

function pairsOf(word: string): string[] {
  const padded = ` ${word} `;
  return Array.from({ length: padded.length - 1 }, (_, i) => padded.slice(i, i + 2));
}
