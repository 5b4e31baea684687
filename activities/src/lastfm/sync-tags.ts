import { randomUUID } from 'node:crypto';
import { claimPending, completePending } from '@sidetrack/prisma';
import type { Sql } from '@sidetrack/prisma';
import type { Settings } from '@sidetrack/settings';
import { activityContext } from '../context.ts';
import { describeError } from '../errors.ts';
import { retryDelaySeconds } from '../http/retry-delay.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { WeightedTag } from '../metadata/recording-facts.ts';
import { weighTags } from '../metadata/recording-facts.ts';
import { askForScores } from '../metadata/write-facts.ts';
import type { Deps } from '../types.ts';
import type { Lastfm } from './client.ts';

/** Whether Last.fm can be asked at all: without a key what waits for tags is left waiting, and accounts are not read. */
export function lastfmIsAvailable({ lastfmApiKey }: Pick<Settings, 'lastfmApiKey'>): boolean {
  return lastfmApiKey !== undefined;
}

/**
 * Reads Last.fm's tags of recordings that wait for them, a bounded number a call. "No tags" is noted too, and not asked
 * for again.
 * @returns remaining: how many still wait and are due
 */
export async function syncTags(deps: Deps, lastfm: Lastfm): Promise<{ fetched: number; remaining: number }> {
  const context = activityContext(deps);
  const report = progressReporter(deps, 'recordings');
  // By the workflow, so that the next attempt takes up what a killed one held.
  const claimedBy = context.workflowId ?? randomUUID();
  const claimed = await claimPending(deps.db, {
    kind: 'tags',
    limit: BATCH,
    claimedBy,
    leaseSeconds: LEASE_SECONDS,
    now: deps.clock(),
  });
  const names = await namesOf(
    deps,
    claimed.map(({ subject }) => subject),
  );
  let fetched = 0;
  try {
    for (const { id, subject } of claimed) {
      context.heartbeat({ fetched });
      const track = names.get(subject);
      const tags = track === undefined ? null : await lastfm.topTags(track, context.signal);
      await deps.db.asService(async (tx) => {
        if (track !== undefined)
          await replaceTags(tx, subject, weighTags(tags ?? []).slice(0, MOST_TAGS), deps.clock());
        await completePending(tx, [id]);
      });
      fetched += 1;
      await report({ done: fetched, total: claimed.length, message: 'Reading tags from Last.fm' });
    }
  } catch (error) {
    const dueAt = new Date(deps.clock().getTime() + retryDelaySeconds(error) * 1000);
    await deps.db.asService((tx) => tx.query(GIVE_BACK, [claimedBy, describeError(error), dueAt]));
    throw error;
  }
  const [row] = await deps.db.asService((tx) => tx.query<{ n: number }>(DUE, [deps.clock()]));
  return { fetched, remaining: row?.n ?? 0 };
}

const BATCH = 200;
const MOST_TAGS = 100;
const LEASE_SECONDS = 900;

async function namesOf({ db }: Deps, ids: readonly string[]): Promise<Map<string, { artist: string; title: string }>> {
  const rows = await db.asService((tx) => tx.query<{ id: string; artist: string; title: string }>(NAMES, [ids]));
  return new Map(rows.map(({ id, artist, title }) => [id, { artist, title }]));
}

async function replaceTags(tx: Sql, recordingId: string, tags: readonly WeightedTag[], now: Date): Promise<void> {
  const dropped = await tx.query<{ tag: string }>(DROP, [recordingId]);
  await tx.query(ADD, [recordingId, tags.map(({ tag }) => tag), tags.map(({ weight }) => weight)]);
  await tx.query(NOTE, [recordingId, now, tags.length]);
  if (dropped.length > 0 || tags.length > 0) await askForScores(tx, [recordingId], now, 'tags');
}

// The first credited artist: Last.fm knows a track under the name that scrobblers send, rarely with its guests.
const NAMES = `
  SELECT r.id, r.title, coalesce((SELECT credited_name FROM recording_artists a WHERE a.recording_id = r.id ORDER BY position LIMIT 1), r.artist_credit) AS artist
  FROM recordings r WHERE r.id = ANY($1::uuid[])`;

const DROP = `DELETE FROM recording_tags WHERE recording_id = $1 AND source = 'lastfm' RETURNING tag`;

const ADD = `
  INSERT INTO recording_tags (recording_id, source, tag, weight)
  SELECT $1, 'lastfm', t.tag, t.weight FROM unnest($2::text[], $3::real[]) AS t (tag, weight)`;

const NOTE = `
  INSERT INTO tag_fetches (recording_id, source, fetched_at, tag_count) VALUES ($1, 'lastfm', $2, $3)
  ON CONFLICT (recording_id, source) DO UPDATE SET fetched_at = excluded.fetched_at, tag_count = excluded.tag_count`;

const GIVE_BACK = `
  UPDATE pending SET last_error = $2, due_at = $3, claimed_by = NULL, claimed_until = NULL WHERE kind = 'tags' AND claimed_by = $1`;

const DUE = `
  SELECT count(*)::int AS n FROM pending
  WHERE kind = 'tags' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)`;
