import { weekCalendar } from '@sidetrack/analysis';
import type { WeekCalendar } from '@sidetrack/analysis';
import { addPending, readTimeZones } from '@sidetrack/prisma';
import type { NewPending, Sql } from '@sidetrack/prisma';
import { markDirty } from '../aggregate/mark-dirty.ts';
import type { CreatedRecording } from './resolve-recordings.ts';

interface NewListens {
  readonly userId: string;
  readonly now: Date;
  readonly created: readonly CreatedRecording[];
  /** Of the plays that were written. */
  readonly recordingIds: readonly string[];
}

/** What a batch of plays makes necessary beside its weeks: metadata, tags, scores and matches of recordings not met before. */
export async function noteNewWork(tx: Sql, { userId, now, created, recordingIds }: NewListens): Promise<void> {
  await addPending(
    tx,
    created.flatMap(({ id, mbid }) => workOf(id, mbid)),
  );
  const unmatched = await tx.query(NEW_TO_THE_LIBRARY, [userId, recordingIds]);
  // Later than at once, so that a first pull of many pages makes one match of the library.
  const dueAt = new Date(now.getTime() + MATCH_DELAY_MS);
  if (unmatched.length > 0)
    await addPending(tx, [{ kind: 'match', userId, subject: '*', reason: 'new recordings', dueAt }]);
}

/** Marks the ISO weeks of these instants, in the listener's calendar, as to be computed anew. */
export async function markWeeks(tx: Sql, userId: string, instants: readonly Date[], reason = 'listens'): Promise<void> {
  if (instants.length === 0) return;
  const calendar = weekCalendar((await readTimeZones(tx, [userId])).get(userId) ?? []);
  const weeks = weeksOf(instants, calendar);
  await markDirty(
    tx,
    weeks.map((weekStart) => ({ userId, weekStart, reason })),
  );
}

/** Plays come in the order of time, or nearly: most lie in the week of the one before. */
function weeksOf(instants: readonly Date[], calendar: WeekCalendar): string[] {
  const weeks = new Set<string>();
  let bounds: ReturnType<WeekCalendar['boundsOf']> | undefined;
  for (const instant of instants) {
    if (bounds !== undefined && bounds.from <= instant && instant < bounds.to) continue;
    const week = calendar.weekStartOf(instant);
    weeks.add(week);
    bounds = calendar.boundsOf(week);
  }
  return [...weeks].sort();
}

const MATCH_DELAY_MS = 20_000;

function workOf(id: string, mbid: string | null): NewPending[] {
  const kinds = mbid === null ? (['tags', 'score'] as const) : (['metadata', 'tags', 'score'] as const);
  return kinds.map((kind) => ({ kind, subject: id, reason: 'new recording' }));
}

// now() is when this transaction began, and the plays it has written carry it.
const NEW_TO_THE_LIBRARY = `
  SELECT 1 WHERE EXISTS (SELECT FROM audio_roots WHERE user_id = $1) AND EXISTS (
    SELECT FROM unnest($2::uuid[]) AS id
    WHERE NOT EXISTS (SELECT FROM listens l WHERE l.recording_id = id AND l.user_id = $1 AND l.inserted_at < now())
      AND NOT EXISTS (SELECT FROM audio_matches m WHERE m.recording_id = id AND m.user_id = $1))`;
