import { compareNames, matchKey, trackNames, type NameLikeness } from '@sidetrack/analysis';
import { addPending, type Sql } from '@sidetrack/prisma';
import { markListenersDirty } from '../aggregate/mark-dirty.ts';
import { readConnection } from '../connections/read-connection.ts';
import { activityContext } from '../context.ts';
import { PermanentError } from '../errors.ts';
import type { ListenBrainz, LookedUp } from '../listenbrainz/client.ts';
import { creditByKnown } from '../listens/known-credits.ts';
import { mergeRecordings } from '../listens/merge-recordings.ts';
import type { Deps } from '../types.ts';

/** ListenBrainz takes 50 at once. */
const AT_ONCE = 50;
const DAY_MS = 86_400_000;
/** Between one look and the next, in days: MusicBrainz's editors add what is new within weeks, and what is odd within years. */
const DAYS_BETWEEN = [7, 30, 90, 180] as const;

interface Unmapped {
  readonly id: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly releaseTitle: string | null;
  readonly lookups: number;
}

/**
 * Looks at recordings without an MBID again: those of one listener who has a ListenBrainz token, fifty at once. One that ListenBrainz
 * maps now, to a recording whose names agree, becomes that recording with all its plays.
 *
 * @returns how many were looked at, how many of them map now, and whether more are due
 */
export async function resolveMappings(
  deps: Deps,
  listenbrainz: Pick<ListenBrainz, 'lookUp'>,
): Promise<{ looked: number; mapped: number; remaining: boolean }> {
  const { db, clock } = deps;
  const [due] = await db.asService((tx) =>
    tx.query<{ connectionId: string }>(DUE_LISTENER, [clock(), ownAccount(deps)]),
  );
  if (due === undefined) return { looked: 0, mapped: 0, remaining: false };
  const { userId, token } = await readConnection(deps, due.connectionId);
  const now = clock();
  const claimed = await db.asService((tx) => tx.query<Unmapped>(CLAIM, [userId, now, AT_ONCE]));
  await db.asService((tx) =>
    creditByKnown(
      tx,
      claimed.map(({ id }) => id),
    ),
  );
  if (claimed.length === 0 || token === undefined) return { looked: 0, mapped: 0, remaining: false };
  let answers: LookedUp[];
  try {
    answers = await listenbrainz.lookUp(claimed, token, activityContext(deps).signal);
  } catch (error) {
    // A token that is refused today is refused for all the others too.
    if (error instanceof PermanentError)
      await db.asService((tx) => tx.query(PUT_OFF, [userId, new Date(now.getTime() + DAY_MS), now]));
    throw error;
  }
  const found = new Map(answers.map((answer) => [keyOf(answer.askedArtist, answer.askedTitle), answer]));
  let mapped = 0;
  for (const recording of claimed) {
    const answer = found.get(keyOf(recording.artistCredit, recording.title));
    const isSame = answer !== undefined && agrees(recording, answer);
    await db.asService((tx) => (isSame ? map(tx, recording, answer) : noteInVain(tx, recording, now)));
    if (isSame) mapped += 1;
  }
  return { looked: claimed.length, mapped, remaining: claimed.length === AT_ONCE };
}

/** How many recordings are due to be looked at again, up to `cap`. */
export async function countMappingsDue(
  tx: Sql,
  { now, account, cap }: { now: Date; account: string | null; cap: number },
): Promise<number> {
  const [row] = await tx.query<{ n: number }>(COUNT_DUE, [now, account, cap]);
  return row?.n ?? 0;
}

/** The account whose token is the installation's own; null: there is none. */
export function ownAccount({ settings }: Pick<Deps, 'settings'>): string | null {
  return settings.listenbrainzToken === undefined ? null : (settings.listenbrainzUser ?? null);
}

/** Its mapper guesses at names too: another version, guest or number is no answer. */
function agrees({ artistCredit, title }: Unmapped, { artist, title: answered }: LookedUp): boolean {
  const likeness = compareNames(trackNames({ artist: artistCredit, title }), trackNames({ artist, title: answered }));
  return likeness !== null && AGREEING.has(likeness);
}

const AGREEING: ReadonlySet<NameLikeness> = new Set(['same', 'spelling', 'part', 'sound', 'slip'] as const);

async function map(tx: Sql, { id }: Unmapped, { mbid, artist, title, release }: LookedUp): Promise<void> {
  await tx.query(ADD, [mbid, title, artist, release, matchKey(artist, title)]);
  const [survivor] = await tx.query<{ id: string; mbid: string }>(SURVIVOR, [mbid]);
  if (survivor === undefined || survivor.id === id) return;
  await tx.query('UPDATE listens SET mapped_mbid = $2 WHERE recording_id = $1', [id, survivor.mbid]);
  await markListenersDirty(tx, [id], 'merged');
  await mergeRecordings(tx, id, survivor.id);
  await addPending(tx, [
    { kind: 'metadata', subject: survivor.id, reason: 'mapped' },
    { kind: 'tags', subject: survivor.id, reason: 'mapped' },
  ]);
}

async function noteInVain(tx: Sql, { id, lookups }: Unmapped, now: Date): Promise<void> {
  const days = DAYS_BETWEEN[Math.min(lookups, DAYS_BETWEEN.length - 1)]!;
  await tx.query('UPDATE recordings SET lookups = least(lookups + 1, 1000), lookup_due_at = $2 WHERE id = $1', [
    id,
    new Date(now.getTime() + days * DAY_MS),
  ]);
}

const keyOf = (artist: string, title: string): string => JSON.stringify([artist, title]);

const ACCOUNTS = `
  connections c JOIN users u ON u.id = c.user_id AND u.suspended_at IS NULL
  WHERE c.service = 'listenbrainz' AND c.state = 'active' AND (c.credential IS NOT NULL OR c.external_name = $2)`;

// A recording that the listener split off has the words they gave it: it is not looked for.
const DUE = `
  r.mbid IS NULL AND r.lookup_due_at <= $1 AND NOT EXISTS (
    SELECT FROM recording_decisions d WHERE d.into_recording_id = r.id AND d.kind = 'split' AND d.undone_at IS NULL)`;

const DUE_LISTENER = `
  SELECT a.id AS "connectionId" FROM (SELECT c.id, c.user_id FROM ${ACCOUNTS} ORDER BY c.id) AS a
  WHERE EXISTS (SELECT FROM recordings r WHERE r.private_user_id = a.user_id AND ${DUE}) LIMIT 1`;

const COUNT_DUE = `
  SELECT count(*)::int AS n FROM (
    SELECT FROM (SELECT c.user_id FROM ${ACCOUNTS}) AS a
    CROSS JOIN LATERAL (SELECT FROM recordings r WHERE r.private_user_id = a.user_id AND ${DUE} LIMIT $3) AS due
    LIMIT $3
  ) AS capped`;

// An hour is longer than an attempt lives: what a killed one held is looked at again then.
const CLAIM = `
  UPDATE recordings SET lookup_due_at = $2::timestamptz + interval '1 hour'
  WHERE id = ANY(ARRAY(
    SELECT r.id FROM recordings r
    WHERE r.private_user_id = $1 AND r.mbid IS NULL AND r.lookup_due_at <= $2 AND NOT EXISTS (
      SELECT FROM recording_decisions d WHERE d.into_recording_id = r.id AND d.kind = 'split' AND d.undone_at IS NULL)
    ORDER BY r.lookup_due_at, r.id LIMIT $3 FOR UPDATE SKIP LOCKED))
  RETURNING id, title, artist_credit AS "artistCredit", release_title AS "releaseTitle", lookups`;

const PUT_OFF = `
  UPDATE recordings SET lookup_due_at = $2 WHERE private_user_id = $1 AND mbid IS NULL AND lookup_due_at <= $3::timestamptz + interval '1 hour'`;

const ADD = `
  INSERT INTO recordings (mbid, title, artist_credit, release_title, match_key)
  SELECT coalesce((SELECT to_mbid FROM recording_redirects WHERE from_mbid = $1::uuid), $1::uuid), $2, $3, $4, $5
  ON CONFLICT (mbid) DO NOTHING`;

const SURVIVOR = `
  SELECT id, mbid FROM recordings
  WHERE mbid = coalesce((SELECT to_mbid FROM recording_redirects WHERE from_mbid = $1::uuid), $1::uuid) FOR UPDATE`;
