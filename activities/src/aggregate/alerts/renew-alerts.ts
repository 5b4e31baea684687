import {
  addWeeks,
  isRewritten,
  matchChanges,
  pastOf,
  watchWeeks,
  type DatedChange,
  type WatchedWeek,
  type WeekCalendar,
} from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { attribute } from './attribute.ts';
import { isSettling } from './is-settling.ts';
import { readKnownAlerts, type KnownAlert } from './read-known-alerts.ts';
import { readScan, writeScan, type Scan } from './scan.ts';
import { removeAlerts, writeAlerts, type AlertRow } from './write-alerts.ts';

export interface Renewal {
  userId: string;
  /** The earliest week that was computed anew. */
  from: string;
  calendar: WeekCalendar;
  now: Date;
}

/** A change is told as it happens where it was found in one of so many newest complete weeks. */
const FRESH_WEEKS = 2;

/**
 * Looks through a listener's complete weeks for changes of taste, after weeks were computed anew and in the same transaction. The unfinished
 * week is not looked at. A change that was known (same axis and direction, about the same week) keeps its row, its announcement and its
 * dismissal; one that is found no more is removed, or kept in the background where it was dismissed. A new one is announced only
 * if it was found in the newest weeks and the past is what it was: what comes to light because a folder, a model, labels or older
 * listens came in is history, not news. While much of what the newest weeks rest on is still being fetched or
 * measured, no news is told; the weeks are looked through again when it is there.
 *
 * Where only the unfinished week changed and all before it was looked through already, this is one query.
 */
export async function renewAlerts(tx: Sql, renewal: Renewal): Promise<void> {
  const { userId, from, calendar, now } = renewal;
  const through = addWeeks(calendar.weekStartOf(now), -1);
  const scan = await readScan(tx, userId);
  if (scan !== null && scan.through >= through && from > through) return;
  const weeks = await tx.query<WatchedWeek>(WEEKS, [userId, through]);
  const known = await readKnownAlerts(tx, userId);
  const freshFrom = addWeeks(through, 1 - FRESH_WEEKS);
  const found = pair(known, watchWeeks(weeks), freshFrom);
  const waits = found.some(({ isNews }) => isNews) && (await isSettling(tx, { userId, calendar, through, now }));
  const told = waits ? found.filter(({ isNews }) => !isNews) : found;
  const rows = await rowsOf(tx, renewal, { told, announces: !isPastRewritten(scan, weeks) });
  const kept = new Set(found.map(({ before }) => before?.id));
  await removeAlerts(
    tx,
    known.filter(({ id }) => !kept.has(id)),
  );
  await writeAlerts(tx, { userId, rows, now });
  // Weeks whose news waits count as not yet looked through.
  await writeScan(tx, { userId, through: waits ? addWeeks(freshFrom, -1) : through, weeks });
}

async function rowsOf(
  tx: Sql,
  { userId, calendar }: Renewal,
  { told, announces }: { told: readonly Found[]; announces: boolean },
): Promise<AlertRow[]> {
  const rows: AlertRow[] = [];
  for (const { change, before, isNews } of told) {
    rows.push({
      ...change,
      id: before?.id ?? null,
      announced: before?.announced ?? (isNews && announces),
      attribution: stillHolds(before, change) ? null : await attribute(tx, { userId, change, calendar }),
    });
  }
  return rows;
}

interface Found {
  change: DatedChange;
  /** The row of the same change, where it was known. */
  before: KnownAlert | null;
  isNews: boolean;
}

function pair(known: readonly KnownAlert[], changes: readonly DatedChange[], freshFrom: string): Found[] {
  const matches = matchChanges(known, changes);
  return changes.map((change, i) => {
    const before = matches[i] ?? null;
    return { change, before, isNews: before === null && change.weekStart >= freshFrom };
  });
}

function isPastRewritten(scan: Scan | null, weeks: readonly WatchedWeek[]): boolean {
  if (scan === null) return true;
  return isRewritten(scan.past, pastOf(weeks.filter(({ weekStart }) => weekStart <= scan.through)));
}

/** A change whose size moved by less than this was not scored anew to speak of. */
const SAME_SIZE = 0.001;

/** Whether the attribution that is there is of the same weeks, and they say what they said: dividing a year of plays anew is not cheap. */
function stillHolds(known: KnownAlert | null, change: DatedChange): boolean {
  return (
    known !== null &&
    known.weekStart === change.weekStart &&
    known.since === change.since &&
    known.baselineFrom === change.baselineFrom &&
    Math.abs(known.size - change.size) < SAME_SIZE
  );
}

const WEEKS = `
  SELECT week_start AS "weekStart", regime, evidence FROM weeks
  WHERE user_id = $1 AND week_start <= $2 AND regime IS NOT NULL AND evidence IS NOT NULL ORDER BY week_start`;
