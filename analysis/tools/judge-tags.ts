/**
 * How well tags that are not in the table are read from those that are: every row is left out once and read by the others. Prints, for
 * each axis, the root mean square error in log-odds of that reading, of the mean of the other rows, and their ratio; then the
 * same by how much of the tag was known. `--modifier` tries other weights. `node analysis/tools/judge-tags.ts [--csv]`
 */
import { AXES, type Axis } from '../src/axes/axis.ts';
import { logistic, logit } from '../src/axes/logit.ts';
import { READING_WEIGHTS, tagReader, type ReadingWeights, type TagReading } from '../src/axes/tag-reader.ts';
import { TAG_AXES, TAG_KINDS, type TagSays } from '../src/axes/tag-table.ts';

interface Judged {
  tag: string;
  reading: TagReading | null;
  says: TagSays;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rms = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => value ** 2)));
/** Every word known: a tag of several parts counts 0.75 at most, one of a single part 1. */
const isWhole = ({ likeness, parts }: TagReading) => likeness >= (parts.length > 1 ? 0.75 : 1);
const fixed = (value: number) => value.toFixed(2).padStart(6);

function judge(weights: ReadingWeights): Judged[] {
  return [...TAG_AXES].map(([tag, says]) => {
    const others = new Map([...TAG_AXES].filter(([other]) => other !== tag));
    return { tag, says, reading: tagReader(others, TAG_KINDS, weights)(tag) };
  });
}

/** Errors of the reading and of the mean of all other rows, on one axis, where the tag was read and speaks of it. */
function errorsOn(axis: Axis, judged: readonly Judged[]): { reading: number[]; baseline: number[] } {
  const all = [...TAG_AXES.values()].flatMap((says) => (says[axis] === undefined ? [] : [logit(says[axis])]));
  const sum = all.reduce((a, b) => a + b, 0);
  const both = judged.flatMap(({ says, reading }) =>
    says[axis] === undefined || reading?.says[axis] === undefined
      ? []
      : [{ truth: logit(says[axis]), read: logit(reading.says[axis]) }],
  );
  return {
    reading: both.map(({ truth, read }) => read - truth),
    baseline: both.map(({ truth }) => (sum - truth) / (all.length - 1) - truth),
  };
}

function table(title: string, judged: readonly Judged[]): void {
  console.log(`\n${title}: ${judged.length} tags`);
  console.log(`${'axis'.padEnd(18)}   tags  reading  mean  ratio`);
  for (const axis of AXES) {
    const { reading, baseline } = errorsOn(axis, judged);
    if (reading.length < 5) continue;
    const [read, flat] = [rms(reading), rms(baseline)];
    console.log(
      `${axis.padEnd(18)} ${String(reading.length).padStart(6)} ${fixed(read)} ${fixed(flat)} ${fixed(read / flat)}`,
    );
  }
}

const judged = judge(READING_WEIGHTS);
const read = judged.filter(({ reading }) => reading !== null);
console.log(`${TAG_AXES.size} tags, ${read.length} of them read from the others`);
table('all that were read', read);
table(
  'every word known',
  read.filter(({ reading }) => isWhole(reading!)),
);
table(
  'some words unknown',
  read.filter(({ reading }) => !isWhole(reading!)),
);

/** What would be read by letters alone: the mean of the five rows most alike in groups of three letters. */
function byLetters(tag: string): TagReading | null {
  const near = [...TAG_AXES]
    .filter(([other]) => other !== tag)
    .map(([other, says]) => ({ says, likeness: alike(tag, other) }))
    .filter(({ likeness }) => likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 5);
  if (near.length === 0) return null;
  const says = Object.fromEntries(
    AXES.flatMap((axis) => {
      const heard = near.filter((one) => one.says[axis] !== undefined);
      const total = heard.reduce((sum, { likeness }) => sum + likeness, 0);
      const logOdds = heard.reduce((sum, one) => sum + one.likeness * logit(one.says[axis]!), 0) / total;
      return heard.length === 0 ? [] : [[axis, logistic(logOdds)]];
    }),
  );
  return { says, likeness: near[0]!.likeness, parts: [] };
}

function alike(a: string, b: string): number {
  const groups = (word: string) => new Set(Array.from({ length: word.length }, (_, i) => ` ${word} `.slice(i, i + 3)));
  const [ofA, ofB] = [groups(a), groups(b)];
  return (2 * [...ofA].filter((group) => ofB.has(group)).length) / (ofA.size + ofB.size);
}

const unread = judged
  .filter(({ reading }) => reading === null)
  .map((one) => ({ ...one, reading: byLetters(one.tag) }))
  .filter(({ reading }) => reading !== null);
table('not read, by letters alone (not in use)', unread);

console.log('\nweight of a modifier: mean over the axes of the ratio, every word known and two parts at least');
for (const modifier of [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.3]) {
  const some = judge({ modifier }).filter(({ reading }) => (reading?.parts.length ?? 0) > 1);
  const ratios = AXES.map((axis) => {
    const { reading, baseline } = errorsOn(axis, some);
    return rms(reading) / rms(baseline);
  });
  console.log(`${modifier}: ${fixed(mean(ratios))}  (${some.length} tags)`);
}
if (process.argv.includes('--list'))
  for (const { tag, reading } of judged)
    console.log(
      `${tag}: ${reading === null ? '-' : `${reading.parts.map((part) => part.tag).join(' + ')} ${reading.likeness.toFixed(2)}`}`,
    );
