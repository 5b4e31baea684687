import type { Sql } from '@sidetrack/prisma';
import { lastfmIsAvailable } from '../lastfm/sync-tags.ts';
import { countMappingsDue, ownAccount } from '../metadata/resolve-mappings.ts';
import type { Deps, DueConnection, DueWork, MapSpace } from '../types.ts';
import { askForScores } from './ask-for-scores.ts';
import { askForTags } from './ask-for-tags.ts';
import { renewOldWeeks } from './renew-old-weeks.ts';

/** More of a kind than this need not be known: it only says that there is work. */
const COUNT_CAP = 1000;
/** What one look takes of each kind of thing that becomes a workflow of its own; the longest due come first. */
const STARTS_PER_LOOK = 50;

/** When this process last looked for missing tags, and whether it has for outdated scores; a new process looks at once. */
export interface LastLook {
  tagsAt: number;
  scoresAsked: boolean;
}

/** What may start now, by a few indexed queries in one transaction. */
export async function findDueWork({ db, settings, clock }: Deps, last: LastLook): Promise<DueWork> {
  const now = clock();
  const readsLastfm = lastfmIsAvailable(settings);
  const due = await db.asService(async (tx) => {
    if (readsLastfm && now.getTime() - last.tagsAt >= settings.tagsIntervalMinutes * 60_000) {
      await askForTags(tx, now);
      last.tagsAt = now.getTime();
    }
    if (!last.scoresAsked) await askForScores(tx, now);
    await renewOldWeeks(tx, new Date(now.getTime() - settings.aggregateIntervalMinutes * 60_000));
    const counts = await countPending(tx, now);
    const mappings = await countMappingsDue(tx, { now, account: ownAccount({ settings }), cap: COUNT_CAP });
    return {
      connections: await tx.query<DueConnection>(CONNECTIONS, [
        now,
        STARTS_PER_LOOK,
        readsLastfm ? ['listenbrainz', 'lastfm'] : ['listenbrainz'],
      ]),
      imports: ids(await tx.query(IMPORTS, [STARTS_PER_LOOK])),
      scans: ids(await tx.query(SCANS, [now, STARTS_PER_LOOK])),
      matchUsers: ids(await tx.query(MATCH_USERS, [now, STARTS_PER_LOOK])),
      dirtyUsers: ids(await tx.query(DIRTY_USERS, [STARTS_PER_LOOK])),
      metadata: (counts.get('metadata') ?? 0) + (counts.get('release') ?? 0) + mappings,
      tags: readsLastfm ? (counts.get('tags') ?? 0) : 0,
      extract: counts.get('extract') ?? 0,
      score: counts.get('score') ?? 0,
      mapSpaces: (await tx.query<{ space: MapSpace }>(MAP_SPACES, [now])).map(({ space }) => space),
      extractWorkers: settings.extractWorkers,
      extractGpu: counts.get('extract-gpu') ?? 0,
      gpuFallbackSeconds: settings.gpuFallbackSeconds,
      purges: ids(await tx.query(PURGES, [STARTS_PER_LOOK])),
      pushes: ids(await tx.query(PUSHES, [STARTS_PER_LOOK])),
      servers: ids(await tx.query(SERVERS, [now, STARTS_PER_LOOK])),
      relays: ids(await tx.query(RELAYS, [now, STARTS_PER_LOOK])),
      removals: ids(await tx.query(REMOVALS, [STARTS_PER_LOOK])),
    };
  });
  last.scoresAsked = true;
  return due;
}

async function countPending(tx: Sql, now: Date): Promise<Map<string, number>> {
  const rows = await tx.query<{ kind: string; count: number }>(COUNTS, [now, COUNT_CAP]);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/** Of a listener who is suspended nothing is begun. */
const mayWork = (userId: string): string =>
  `NOT EXISTS (SELECT FROM users s WHERE s.id = ${userId} AND s.suspended_at IS NOT NULL)`;

/** Neither waiting for a later try nor held by a worker that lives. */
const FREE = `p.due_at <= $1 AND (p.claimed_until IS NULL OR p.claimed_until <= $1) AND ${mayWork('p.user_id')}`;

const dueConnections = (part: DueConnection['part'], which: string, by = 'c.next_due_at'): string => `
  (SELECT c.id, c.next_due_at, '${part}' AS part, c.newest_listened_at IS NULL AS unread
  FROM connections c JOIN users u ON u.id = c.user_id
  WHERE c.service = s.service AND ${which} AND c.state <> 'paused' AND c.next_due_at <= $1 AND u.suspended_at IS NULL
  ORDER BY ${by}, c.id LIMIT $2)`;

const HAS_OLDER = 'NOT c.backfill_complete AND c.newest_listened_at IS NOT NULL';

// Each service by itself, and what is new apart from what is old: a long queue for one of them keeps none of the others waiting.
// Who has seen nothing yet comes first, and older plays go in the order in which their listeners came; meanwhile what is new with
// them is read as with all others. Without a key of Last.fm its accounts are left alone.
const CONNECTIONS = `
  SELECT due.id AS "connectionId", s.service, due.part FROM unnest($3::text[]) AS s (service) CROSS JOIN LATERAL (
    ${dueConnections('newest', 'c.backfill_complete')}
    UNION ALL ${dueConnections('newest', 'NOT c.backfill_complete AND c.newest_listened_at IS NULL')}
    UNION ALL ${dueConnections('newest', `${HAS_OLDER} AND c.last_synced_at <= $1 - make_interval(secs => c.interval_seconds)`, 'c.last_synced_at')}
    UNION ALL ${dueConnections('history', HAS_OLDER, 'c.created_at')}
  ) AS due
  ORDER BY due.unread DESC, due.part DESC, due.next_due_at, due.id`;

const IMPORTS = `
  SELECT i.id FROM imports i WHERE i.state IN ('queued', 'running') AND ${mayWork('i.user_id')} ORDER BY i.created_at, i.id LIMIT $1`;

const PURGES = `SELECT id FROM users WHERE purging_at IS NOT NULL ORDER BY purging_at, id LIMIT $1`;

const PUSHES = `
  SELECT p.user_id AS id FROM pushed_listens p WHERE p.written_at IS NULL AND ${mayWork('p.user_id')}
  GROUP BY p.user_id ORDER BY min(p.id) LIMIT $1`;

const RELAYS = `
  SELECT r.user_id AS id FROM relays r
  WHERE r.due_at <= $1 AND ${mayWork('r.user_id')} AND (
    EXISTS (SELECT FROM pushed_listens p WHERE p.user_id = r.user_id AND p.relay = 'waiting')
    OR EXISTS (SELECT FROM now_playing n WHERE n.user_id = r.user_id AND n.relay AND n.until > $1))
  ORDER BY r.due_at, r.user_id LIMIT $2`;

const REMOVALS = `
  SELECT r.user_id AS id FROM source_removals r WHERE r.finished_at IS NULL
  GROUP BY r.user_id ORDER BY min(r.requested_at) LIMIT $1`;

const SERVERS = `
  SELECT m.id FROM media_servers m WHERE m.next_due_at <= $1 AND ${mayWork('m.user_id')} ORDER BY m.next_due_at, m.id LIMIT $2`;

const SCANS = `
  SELECT r.id FROM audio_roots r JOIN users u ON u.id = r.user_id
  WHERE r.next_due_at <= $1 AND u.suspended_at IS NULL
  ORDER BY r.next_due_at, r.id LIMIT $2`;

const MATCH_USERS = `
  SELECT p.user_id AS id FROM pending p
  WHERE p.kind = 'match' AND p.user_id IS NOT NULL AND ${FREE}
  GROUP BY p.user_id ORDER BY min(p.due_at), p.user_id LIMIT $2`;

const DIRTY_USERS = `
  SELECT d.user_id AS id FROM dirty_weeks d WHERE ${mayWork('d.user_id')}
  GROUP BY d.user_id ORDER BY min(d.created_at), d.user_id LIMIT $1`;

const MAP_SPACES = `
  SELECT DISTINCT p.subject AS space FROM pending p
  WHERE p.kind = 'map' AND p.subject IN ('audio', 'tag') AND ${FREE} ORDER BY 1`;

const COUNTS = `
  SELECT k.kind, n.count FROM unnest(ARRAY['metadata', 'tags', 'extract', 'score', 'release']) AS k (kind)
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS count FROM (
      SELECT FROM pending p WHERE p.kind = k.kind AND p.lane IS NULL AND ${FREE} LIMIT $2
    ) AS capped
  ) AS n
  UNION ALL
  SELECT 'extract-gpu', count(*)::int FROM (
    SELECT FROM pending p WHERE p.kind = 'extract' AND p.lane = 'gpu' AND ${FREE} LIMIT $2
  ) AS capped`;
