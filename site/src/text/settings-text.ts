import type { InstalledModel, Measuring, Token, Zone } from '../data/queries/settings.ts';
import type { Connection } from '../data/types.ts';
import { formatAgo, formatDay, formatInstant } from './dates.ts';
import { formatCount, plural } from './format.ts';
import type { Reader } from './format.ts';

export interface ConnectionState {
  tone: 'good' | 'warn' | 'bad' | 'plain';
  word: string;
  /** When it was asked, when it is asked next, and why not. */
  sentence: string;
}

/** How an account elsewhere fares. */
export function describeConnection(connection: Connection, now: number, reader: Reader): ConnectionState {
  const { state, stateReason, lastSyncedAt, nextDueAt, backfillComplete } = connection;
  const last = lastSyncedAt === null ? 'It has not answered yet.' : `Last asked ${formatAgo(lastSyncedAt, now)}.`;
  const next = `Next ${formatNext(nextDueAt, now, reader)}.`;
  if (state === 'paused')
    return { tone: 'warn', word: 'Paused', sentence: stateReason ?? 'Nothing is fetched from it at the moment.' };
  if (state === 'failing')
    return { tone: 'bad', word: 'Not working', sentence: joined(stateReason ?? 'The last try failed.', last, next) };
  if (stateReason !== null) return { tone: 'warn', word: 'Waiting', sentence: joined(stateReason, last, next) };
  if (lastSyncedAt === null)
    return { tone: 'plain', word: 'New', sentence: joined('It is asked for the first time now.') };
  const history = backfillComplete ? 'Your whole history is here.' : 'Older listens are still on their way.';
  return { tone: 'good', word: 'Working', sentence: joined(last, next, history) };
}

/** When something is due: "now" for what is past or within a minute. */
function formatNext(iso: string, now: number, reader: Reader): string {
  const minutes = Math.round((Date.parse(iso) - now) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `in ${plural(minutes, 'minute', reader)}`;
  return `at ${formatInstant(iso, reader)}`;
}

/** "every minute", "every 15 minutes", "every 2 hours", "every day". */
export function intervalName(minutes: number): string {
  if (minutes === 1) return 'every minute';
  if (minutes < 60 || minutes % 60 !== 0) return `every ${minutes} minutes`;
  if (minutes === 60) return 'every hour';
  if (minutes % 1440 !== 0) return `every ${minutes / 60} hours`;
  return minutes === 1440 ? 'every day' : `every ${minutes / 1440} days`;
}

const USUAL_INTERVALS = [1, 5, 15, 30, 60, 180, 720, 1440];

/** Intervals to choose from: the usual ones that are allowed, and the present one. */
export function intervalChoices(minutes: number, leastMinutes: number): { value: string; name: string }[] {
  const allowed = USUAL_INTERVALS.filter((usual) => usual >= leastMinutes);
  return [...new Set([...allowed, minutes])]
    .sort((a, b) => a - b)
    .map((value) => ({ value: String(value), name: capital(intervalName(value)) }));
}

/** What saving other options would do to the files there are. */
export function measuringCost({ files, waiting }: Pick<Measuring, 'files' | 'waiting'>, reader: Reader): string {
  if (files === 0) return 'You have no audio files here yet: this counts once you have.';
  const now = waiting === 0 ? '' : ` ${capital(plural(waiting, 'piece', reader))} of audio wait to be measured now.`;
  return `${plural(files, 'file', reader)} of yours would be measured again, as far as that was not done in this way before. What is known of them stays until then.${now}`;
}

/** What the listener’s audio is measured by when they choose nothing. */
export function usualExcerpt({ installation: { excerptSeconds, excerptFrom } }: Measuring): string {
  return excerptSeconds === 0 ? 'whole tracks' : `${excerptSeconds} s from ${EXCERPT_FROM[excerptFrom]}`;
}

export const EXCERPT_FROM = { first: 'the beginning', middle: 'the middle', loudest: 'the loudest part' } as const;

/** What a model is good for, in words a listener has. */
export function modelPurpose({ gives }: InstalledModel): string {
  return joined(...gives.map((what) => PURPOSES[what]));
}

const PURPOSES: Readonly<Record<InstalledModel['gives'][number], string>> = {
  embedding: 'Places tracks on the map of sound.',
  tags: 'Hears tags such as genres and voices, which scores rest on.',
  axes: 'Hears axes such as energy and valence itself.',
  stems: 'Separates drums, bass, voice and the rest.',
  words: 'Finds tracks by words.',
};

/** Since when a zone holds. A calendar day, whatever zone the reader is in. */
export function zoneSince({ since }: Zone, reader: Reader): string {
  return since === BEGINNING ? 'From the beginning' : `From ${formatCalendarDay(since, reader)}`;
}

export const BEGINNING = '1970-01-01';

export function formatCalendarDay(day: string, reader: Reader): string {
  return formatDay(`${day}T12:00:00.000Z`, { ...reader, timeZone: 'UTC' });
}

/** What became of the weeks after a zone was changed. */
export function zonesMoved(weeks: number, reader: Reader): string {
  if (weeks === 0) return 'Saved. No week begins at another moment.';
  return `Saved. ${capital(plural(weeks, 'week', reader))} ${weeks === 1 ? 'begins or ends' : 'begin or end'} at another moment and ${weeks === 1 ? 'is' : 'are'} computed again.`;
}

export function tokenMay({ scopes }: Pick<Token, 'scopes'>): string {
  if (scopes.includes('write')) return 'Read and write';
  if (!scopes.includes('push')) return 'Read only';
  return scopes.includes('read') ? 'Read, and push plays' : 'Push plays only';
}

export function tokenUse({ lastUsedAt }: Token, now: number): string {
  return lastUsedAt === null ? 'Never' : capital(formatAgo(lastUsedAt, now));
}

export function remainingText(rows: number, reader: Reader): string {
  return `About ${formatCount(rows, reader)} entries of the former listener are left. You need not wait for it.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function joined(...sentences: string[]): string {
  return sentences.join(' ');
}
