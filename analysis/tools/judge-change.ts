/**
 * Judges what finds changes of taste on made-up histories whose changes are known (analysis/src/change/histories-test-tools.ts), beside a
 * plain CUSUM on the weeks' raw means. Prints the tables of docs/science/change.md.
 *
 *     node analysis/tools/judge-change.ts [listeners] [events]      72 by default: two minutes of one core; events: the last table alone
 */
import { cusumStep, NO_EVIDENCE } from '../src/change/cusum.ts';
import { CHANGE_SETTINGS, findChanges } from '../src/change/find-changes.ts';
import { makeHistory, type HistoryOptions } from '../src/change/histories-test-tools.ts';
import { matchChanges } from '../src/change/match-changes.ts';
import { isRewritten, pastOf } from '../src/change/past.ts';
import { watchWeeks, type WatchedWeek } from '../src/change/watch-weeks.ts';
import { weekEvidence } from '../src/change/week-evidence.ts';

const listeners = Number(process.argv[2] ?? 72);
const WEEKS = 312;
const CHANGE_AT = 156;
const YEAR = 52;
const FALSE_ALARMS_A_YEAR = 0.25;

interface Found {
  found: number;
  since: number;
  direction: 'up' | 'down';
  low?: number;
  high?: number;
}
interface Method {
  name: string;
  find: (history: WatchedWeek[], threshold: number) => Found[];
}

const plain: Method = { name: 'plain CUSUM on raw means', find: plainChanges };
const ours: Method = {
  name: 'SideTrack',
  find: (weeks, threshold) =>
    findChanges(
      weeks.map(({ evidence }, at) => ({ at, classes: evidence.energy ?? {} })),
      { ...CHANGE_SETTINGS, threshold },
    ),
};

/** Listeners of 15, 60 and 200 plays a week, of small to great differences between weeks, that last shorter or longer. */
function kind(i: number): Partial<HistoryOptions> & { plays: number; wander: number; persistence: number } {
  const evidence: Partial<HistoryOptions> =
    i % 4 === 3
      ? { audioBias: i % 8 === 3 ? 0.08 : -0.08, audioShare: ({ firstWeek }) => (firstWeek < 104 ? 0.7 : 0.1) }
      : {};
  return {
    plays: [15, 60, 200][i % 3]!,
    wander: [0.02, 0.03, 0.045][Math.floor(i / 3) % 3]!,
    persistence: [0.2, 0.5, 0.7][Math.floor(i / 9) % 3]!,
    ...evidence,
  };
}

function watched(options: HistoryOptions): WatchedWeek[] {
  return makeHistory(options).map(({ weekStart, tracks }) => ({
    weekStart,
    regime: 'judged:mixed',
    evidence: weekEvidence(tracks),
  }));
}

const histories = (seed: number, change?: HistoryOptions['change'], count = listeners) =>
  Array.from({ length: count }, (_, i) =>
    watched({ seed: seed + i, weeks: WEEKS, ...kind(i), ...(change === undefined ? {} : { change }) }),
  );

/** Mean and standard deviation of the raw means of two years back, allowance 0.5: as far as the textbook goes. */
function plainChanges(weeks: WatchedWeek[], threshold: number): Found[] {
  const means = weeks.map(({ evidence }) => {
    const classes = Object.values(evidence.energy ?? {});
    const plays = classes.reduce((sum, one) => sum + one.plays, 0);
    return plays === 0 ? null : classes.reduce((sum, one) => sum + one.plays * one.mean, 0) / plays;
  });
  const changes: Found[] = [];
  let start = 0;
  let sums = NO_EVIDENCE;
  let zero = { up: 0, down: 0 };
  means.forEach((mean, row) => {
    start = Math.max(start, row - CHANGE_SETTINGS.window);
    const past = means.slice(start, row).filter((one) => one !== null);
    if (mean === null || past.length < CHANGE_SETTINGS.leastWeeks) return;
    const centre = past.reduce((sum, one) => sum + one, 0) / past.length;
    const deviation = Math.sqrt(past.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (past.length - 1));
    sums = cusumStep(sums, (mean - centre) / deviation, 0.5);
    zero = { up: sums.up === 0 ? row + 1 : zero.up, down: sums.down === 0 ? row + 1 : zero.down };
    if (Math.max(sums.up, sums.down) <= threshold) return;
    const direction = sums.up >= sums.down ? 'up' : 'down';
    const since = Math.max(start + 1, Math.min(row, zero[direction]));
    changes.push({ found: row, since, direction });
    start = since;
    sums = NO_EVIDENCE;
    zero = { up: row + 1, down: row + 1 };
  });
  return changes;
}

const rate = ({ find }: Method, sets: readonly WatchedWeek[][], threshold: number) =>
  sets.reduce((sum, weeks) => sum + find(weeks, threshold).length, 0) / ((sets.length * WEEKS) / YEAR);

function tuned(method: Method, sets: readonly WatchedWeek[][]): number {
  let low = 1;
  let high = 16;
  for (let step = 0; step < 9; step++) {
    const middle = (low + high) / 2;
    if (rate(method, sets, middle) > FALSE_ALARMS_A_YEAR) low = middle;
    else high = middle;
  }
  return high;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
const print = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
const share = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`;

const steady = histories(1);
const thresholds = new Map([plain, ours].map((method) => [method, tuned(method, steady)]));
if (process.argv[3] !== 'events') {
  judgeRates();
  judgeDelays();
}

function judgeRates(): void {
  const unseen = histories(5001);
  process.stdout.write(
    `\nFalse alarms a year on one axis, thresholds tuned to ${FALSE_ALARMS_A_YEAR} on other histories\n\n`,
  );
  for (const [method, threshold] of [...thresholds, [ours, CHANGE_SETTINGS.threshold] as const]) {
    const by = (of: (i: number) => boolean) =>
      rate(
        method,
        unseen.filter((_, i) => of(i)),
        threshold,
      ).toFixed(2);
    print(
      method.name,
      `threshold ${threshold.toFixed(2)}`,
      `all ${by(() => true)}`,
      ...[0, 1, 2].map((n) => `${[15, 60, 200][n]!} plays ${by((i) => i % 3 === n)}`),
      ...[0, 1, 2].map((n) => `persistence ${[0.2, 0.5, 0.7][n]!} ${by((i) => Math.floor(i / 9) % 3 === n)}`),
      `mixed evidence ${by((i) => i % 4 === 3)}`,
    );
  }
}

function judgeDelays(): void {
  process.stdout.write(
    '\nDetection: median delay in weeks, found within 13 and 26 weeks, error of the first week, 80 % interval holds\n\n',
  );
  for (const [size, ramp] of [
    [0.04, 0],
    [0.06, 0],
    [0.08, 0],
    [0.12, 0],
    [0.2, 0],
    [-0.12, 0],
    [0.12, 12],
  ] as const) {
    const changed = histories(1001, { at: CHANGE_AT, size, ramp }, Math.ceil(listeners / 2));
    for (const [method, threshold] of [...thresholds, [ours, CHANGE_SETTINGS.threshold] as const]) {
      const direction = size > 0 ? 'up' : 'down';
      const hits = changed.map((weeks) =>
        method.find(weeks, threshold).find((one) => one.found >= CHANGE_AT && one.direction === direction),
      );
      const delays = hits.map((hit) => (hit === undefined ? Infinity : hit.found - CHANGE_AT + 1));
      const soon = hits.filter((hit) => hit !== undefined && hit.found < CHANGE_AT + 26);
      const within = (weeks: number) => share(delays.filter((delay) => delay <= weeks).length, delays.length);
      const held = soon.filter((hit) => hit?.low !== undefined && hit.low <= size && size <= hit.high!).length;
      print(
        `${size} ${ramp === 0 ? 'at once' : `over ${ramp} weeks`}`,
        method.name,
        `threshold ${threshold.toFixed(2)}`,
        median(delays),
        within(13),
        within(26),
        median(soon.map((hit) => Math.abs(hit!.since - CHANGE_AT))),
        method === ours ? share(held, soon.length) : '',
      );
    }
  }
}

process.stdout.write(
  '\nEvents that are no change of taste, at week 200: alerts told in that week and the 26 after it\n\n',
);
const EVENT = 200;
const AFTER = 26;
const owned: HistoryOptions['audioShare'] = ({ firstWeek }) => (firstWeek < 150 ? 0.7 : 0.1);
const events: readonly {
  name: string;
  before: Partial<HistoryOptions>;
  after: Partial<HistoryOptions>;
  /** So many weeks are not known before the event, and after it they are, or still are not. */
  hidden?: number;
  stillHidden?: true;
}[] = [
  { name: 'nothing', before: {}, after: {} },
  { name: 'a folder, scored 0.08 higher', before: {}, after: { audioShare: owned, audioBias: 0.08 } },
  { name: 'a folder, scored 0.08 lower', before: {}, after: { audioShare: owned, audioBias: -0.08 } },
  {
    name: 'a folder of new music',
    before: {},
    after: { audioShare: ({ firstWeek }) => (firstWeek > 170 ? 0.8 : 0), audioBias: 0.12 },
  },
  { name: 'a model', before: { audioShare: owned }, after: { audioShare: owned, model: { common: 0.06, own: 0.08 } } },
  { name: 'labels that move all scores', before: {}, after: { model: { common: 0.08, own: 0 }, audioShare: () => 1 } },
  { name: 'nothing, 100 weeks known', before: {}, after: {}, hidden: 100, stillHidden: true },
  { name: 'a backfill of the 100 weeks before', before: {}, after: {}, hidden: 100 },
];
for (const { name, before, after, hidden = 0, stillHidden } of events) {
  const counts = { plain: 0, ours: 0, history: 0 };
  for (let i = 0; i < listeners; i++) {
    const { plays, wander, persistence } = kind(i);
    const options = { plays, wander, persistence };
    const older = hidden === 0 ? {} : { change: { at: hidden, size: 0.12 } };
    const make = (more: Partial<HistoryOptions>) =>
      watched({ seed: 9001 + i, weeks: EVENT + AFTER, ...options, ...older, ...more });
    const then = make(before).slice(hidden, EVENT);
    const first = stillHidden === true ? hidden : 0;
    const now = make(after).slice(first);
    const told = tellAsTimePasses(then, now, EVENT - first);
    counts.ours += told.announced;
    counts.history += told.background;
    const threshold = thresholds.get(plain)!;
    const known = new Set(plainChanges(then, threshold).map(({ found }) => then[found]!.weekStart));
    counts.plain += plainChanges(now, threshold).filter(
      ({ found }) => found >= EVENT - first - 2 && !known.has(now[found]!.weekStart),
    ).length;
  }
  print(
    name,
    `plain ${counts.plain}`,
    `SideTrack ${counts.ours}`,
    `kept as history ${counts.history}`,
    `of ${listeners} listeners`,
  );
}

const decade = watched({ seed: 1, weeks: 10 * YEAR, plays: 200, audioShare: () => 0.5 }).map((week) => ({
  ...week,
  evidence: { ...week.evidence, ...(week.evidence.energy === undefined ? {} : { valence: week.evidence.energy }) },
}));
const milliseconds = Array.from({ length: 7 }, () => {
  const before = process.cpuUsage();
  watchWeeks(decade);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
});
process.stdout.write(`\nTen years on two axes: ${median(milliseconds).toFixed(0)} ms of one core\n`);

/** As the product does it: a scan in the week of the event, then one a week. */
function tellAsTimePasses(
  then: WatchedWeek[],
  now: WatchedWeek[],
  event: number,
): { announced: number; background: number } {
  let known = watchWeeks(then);
  let past = { through: then.at(-1)!.weekStart, sums: pastOf(then) };
  const counts = { announced: 0, background: 0 };
  for (let end = event; end <= event + AFTER; end++) {
    const weeks = now.slice(0, end);
    const rewritten = isRewritten(past.sums, pastOf(weeks.filter(({ weekStart }) => weekStart <= past.through)));
    const found = watchWeeks(weeks);
    const matches = matchChanges(known, found);
    for (const change of found.filter((_, i) => matches[i] === null)) {
      if (change.weekStart >= weeks.at(-2)!.weekStart && !rewritten) counts.announced++;
      else counts.background++;
    }
    known = found;
    past = { through: weeks.at(-1)!.weekStart, sums: pastOf(weeks) };
  }
  return counts;
}
