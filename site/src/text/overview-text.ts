import type { JobKind, Overview, Pending, SeriesWeek } from '../data/types.ts';
import { AXES } from '../charts/axes.ts';
import { formatWeekDays, formatWeekNumber } from './dates.ts';
import { formatCount, formatDecimal, plural } from './format.ts';
import type { Reader } from './format.ts';

/** What the weekly chart can show. */
export const SERIES = ['listens', 'diversity', 'momentum', 'energy', 'valence'] as const;
export type SeriesName = (typeof SERIES)[number];

export const SERIES_NAMES: Readonly<Record<SeriesName, string>> = {
  listens: 'Listens',
  diversity: 'Diversity',
  momentum: 'Momentum',
  energy: AXES.energy.name,
  valence: AXES.valence.name,
};

/** One week's number of a series; null where it is not known. */
export function seriesValue(week: SeriesWeek, series: SeriesName): number | null {
  switch (series) {
    case 'listens':
      return week.listens;
    case 'diversity':
      return week.effectiveArtists;
    case 'momentum':
      return week.momentum;
    default:
      return week[series]?.mean ?? null;
  }
}

export function formatSeriesValue(value: number | null, series: SeriesName, reader: Reader): string {
  if (value !== null && series === 'listens') return formatCount(value, reader);
  return formatDecimal(value, reader, series === 'diversity' ? 1 : 2);
}

/** The weekly chart in a sentence, for who does not see it: extent, lowest, highest and latest complete week. */
export function summariseSeries(weeks: readonly SeriesWeek[], series: SeriesName, reader: Reader): string {
  const known = weeks.flatMap((week) => {
    const value = seriesValue(week, series);
    return value === null || week.inProgress ? [] : [{ week, value }];
  });
  const latest = known.at(-1);
  if (latest === undefined) return `${SERIES_NAMES[series]}: not known for any complete week yet.`;
  const lowest = known.reduce((least, each) => (each.value < least.value ? each : least));
  const highest = known.reduce((most, each) => (each.value > most.value ? each : most));
  const say = (each: { week: SeriesWeek; value: number }) =>
    `${formatSeriesValue(each.value, series, reader)} in ${formatWeekNumber(each.week.isoWeek)}`;
  return `${SERIES_NAMES[series]} over ${plural(known.length, 'complete week', reader)}: lowest ${say(lowest)}, highest ${say(highest)}, latest ${say(latest)}.`;
}

/** How this week's listens stand to the last one's. */
export function compareListens({ listens, week }: Overview, reader: Reader): string {
  const last = formatCount(listens.lastWeek, reader);
  return week?.inProgress === true ? `so far · ${last} last week` : `${last} the week before`;
}

/** The week that the numbers are of; one that is over is named as the newest there is. */
export function describeCurrentWeek(
  { isoWeek, weekStart, inProgress }: NonNullable<Overview['week']>,
  reader: Reader,
): string {
  const week = `${formatWeekNumber(isoWeek)} · ${formatWeekDays(weekStart, reader)}`;
  return inProgress ? `${week} · in progress` : `Newest week: ${week}`;
}

/** The headline of a week of which nothing is to be said: why. */
export function withoutChange({ listens, week, series, coverage, connections, pending }: Overview): string {
  const failing = connections.find(({ state }) => state === 'failing');
  if (listens.total === 0)
    return failing === undefined
      ? 'Your listens are on their way.'
      : `${SERVICE_NAMES[failing.service]} cannot be asked at the moment. It is tried again by itself.`;
  if (week === null) return 'Your weeks are being added up.';
  if (coverage.scores === 0)
    return Object.values(pending).some((count) => count > 0)
      ? 'What changes will show here once your tracks are scored.'
      : 'None of your tracks is scored: no tags are known of them, and no audio.';
  if (series.length < FEW_WEEKS) return 'A few more weeks, and you will see here what changes.';
  return 'No change this week that stands out from chance.';
}

/** Whether the listener has brought nothing yet and nothing is on its way. */
export function isEmpty({ listens, connections, pending }: Overview): boolean {
  return listens.total === 0 && connections.length === 0 && pending.imports === 0;
}

/** Pending work in words, the kinds that there are, in the order in which the work flows. */
export function describePending(pending: Pending, reader: Reader): readonly { kind: keyof Pending; text: string }[] {
  return PENDING_ORDER.filter(({ kind }) => pending[kind] > 0).map(({ kind, what, noun }) => ({
    kind,
    text: noun === null ? what : `${what} ${plural(pending[kind], noun, reader)}`,
  }));
}

/** What is to do besides that which a job shows already. */
export function withoutRunning(pending: Pending, running: readonly { kind: JobKind }[]): Pending {
  const shown = running.flatMap(({ kind }) => PENDING_OF_JOB[kind] ?? []);
  return { ...pending, ...Object.fromEntries(shown.map((kind) => [kind, 0])) };
}

export const JOB_NAMES: Readonly<Record<JobKind, string>> = {
  'sync-listens': 'Fetch listens',
  'import-listens': 'Import a file',
  'resolve-metadata': 'Look up tracks',
  'sync-tags': 'Fetch tags',
  'scan-library': 'Scan audio folders',
  'match-library': 'Match files to listens',
  'extract-audio': 'Measure audio',
  'score-recordings': 'Score tracks',
  'aggregate-weeks': 'Add up weeks',
  'build-map': 'Draw the taste map',
};

const SERVICE_NAMES: Readonly<Record<Overview['connections'][number]['service'], string>> = {
  listenbrainz: 'ListenBrainz',
  lastfm: 'Last.fm',
};

const FEW_WEEKS = 4;

const PENDING_OF_JOB: Readonly<Partial<Record<JobKind, keyof Pending>>> = {
  'import-listens': 'imports',
  'resolve-metadata': 'metadata',
  'sync-tags': 'tags',
  'match-library': 'match',
  'extract-audio': 'extract',
  'score-recordings': 'score',
  'build-map': 'map',
};

const PENDING_ORDER: readonly { kind: keyof Pending; what: string; noun: string | null }[] = [
  { kind: 'imports', what: 'Import', noun: 'file' },
  { kind: 'metadata', what: 'Look up', noun: 'track' },
  { kind: 'tags', what: 'Fetch tags of', noun: 'track' },
  { kind: 'match', what: 'Match your files to your listens', noun: null },
  { kind: 'extract', what: 'Measure the audio of', noun: 'file' },
  { kind: 'score', what: 'Score', noun: 'track' },
  { kind: 'map', what: 'Draw the taste map', noun: null },
];
