import { foldText, matchKey } from '@sidetrack/analysis';
import { addPending } from '@sidetrack/prisma';
import type { Sql } from '@sidetrack/prisma';
import { markListenersDirty } from '../aggregate/mark-dirty.ts';
import { addCredits } from '../listens/resolve-recordings.ts';
import type { RecordingFacts } from './recording-facts.ts';

export interface KnownRecording {
  readonly recordingId: string;
  readonly facts: RecordingFacts;
}

/** Writes what was learnt of recordings (about a thousand at most), and asks for what follows from it: scores, the tag map and weeks. */
export async function writeFacts(tx: Sql, known: readonly KnownRecording[], now: Date): Promise<void> {
  if (known.length === 0) return;
  const rows = JSON.stringify(known.map(toRow));
  await tx.query(ADD_RELEASES, [rows]);
  await tx.query(UPDATE_RECORDINGS, [rows, now]);
  await tx.query('DELETE FROM recording_artists WHERE recording_id = ANY($1::uuid[])', [
    known.filter(({ facts }) => facts.artists.length > 0).map(({ recordingId }) => recordingId),
  ]);
  await addCredits(
    tx,
    known.map(({ recordingId, facts }) => ({ recordingId, artists: facts.artists })),
  );
  await replaceTags(tx, known);
  await addAliases(tx, known);
  const ids = known.map(({ recordingId }) => recordingId);
  // Weeks show titles, and count artists by the names that were just learnt.
  await markListenersDirty(tx, ids, 'metadata');
  await askForScores(tx, ids, now, 'metadata');
  await askForMatches(tx, ids, now);
  await askForReleases(tx, ids, now);
}

/** A record label is known of the release alone, and each is a request of its own: later than the recordings themselves. */
async function askForReleases(tx: Sql, recordingIds: readonly string[], now: Date): Promise<void> {
  const releases = await tx.query<{ id: string }>(RELEASES_WITHOUT_DETAILS, [recordingIds]);
  const dueAt = new Date(now.getTime() + RELEASE_DELAY_MS);
  await addPending(
    tx,
    releases.map(({ id }) => ({ kind: 'release', subject: id, reason: 'new release', dueAt })),
  );
}

async function addAliases(tx: Sql, known: readonly KnownRecording[]): Promise<void> {
  const aliases = known.flatMap(({ facts }) =>
    facts.aliases.map(({ artistMbid, name }) => ({ artistMbid, name, nameKey: foldText(name) })),
  );
  if (aliases.length > 0) await tx.query(ADD_ALIASES, [JSON.stringify(aliases)]);
}

/** A title, a length or an ISRC may be what a listener's file was not yet recognised for. */
async function askForMatches(tx: Sql, recordingIds: readonly string[], now: Date): Promise<void> {
  const listeners = await tx.query<{ userId: string }>(LISTENERS_WITHOUT_MATCH, [recordingIds]);
  const dueAt = new Date(now.getTime() + MATCH_DELAY_MS);
  await addPending(
    tx,
    listeners.map(({ userId }) => ({ kind: 'match', userId, subject: '*', reason: 'metadata', dueAt })),
  );
}

/** New scores for these recordings, and a tag map a little later, so that a burst makes one map. */
export async function askForScores(tx: Sql, recordingIds: readonly string[], now: Date, reason: string): Promise<void> {
  if (recordingIds.length === 0) return;
  await addPending(
    tx,
    recordingIds.map((subject) => ({ kind: 'score', subject, reason })),
  );
  await addPending(tx, [{ kind: 'map', subject: 'tag', reason, dueAt: new Date(now.getTime() + MAP_DELAY_MS) }]);
}

const RELEASE_DELAY_MS = 600_000;
const MAP_DELAY_MS = 20_000;
// MusicBrainz answers once a second: not a match of the whole library for each.
const MATCH_DELAY_MS = 120_000;

function toRow({ recordingId, facts }: KnownRecording): Record<string, unknown> {
  const { title, artistCredit, durationMs, isrcs, release, source } = facts;
  return {
    id: recordingId,
    title,
    artistCredit,
    durationMs,
    isrcs,
    source,
    releaseMbid: release?.mbid ?? null,
    releaseTitle: release?.title ?? null,
    releasedOn: release?.releasedOn ?? null,
    matchKey: title !== null && artistCredit !== null ? matchKey(artistCredit, title) : null,
  };
}

async function replaceTags(tx: Sql, known: readonly KnownRecording[]): Promise<void> {
  const tags = known.flatMap(({ recordingId, facts }) =>
    facts.tags.map((tag) => ({ recordingId, source: facts.source, ...tag })),
  );
  const asked = known.map(({ recordingId, facts }) => ({
    recordingId,
    source: facts.source,
    count: facts.tags.length,
  }));
  await tx.query(DROP_TAGS, [JSON.stringify(asked)]);
  await tx.query(ADD_TAGS, [JSON.stringify(tags)]);
  await tx.query(NOTE_FETCHES, [JSON.stringify(asked)]);
  const artistTags = known.flatMap(({ facts }) => facts.artistTags.map((tag) => ({ source: facts.source, ...tag })));
  if (artistTags.length > 0) await tx.query(ADD_ARTIST_TAGS, [JSON.stringify(artistTags)]);
}

const ROWS = `jsonb_to_recordset($1::jsonb) AS f (id uuid, title text, "artistCredit" text, "durationMs" int, isrcs text[], source text,
  "releaseMbid" uuid, "releaseTitle" text, "releasedOn" text, "matchKey" text)`;

const ADD_RELEASES = `
  INSERT INTO releases AS r (mbid, title, released_on)
  SELECT DISTINCT ON (f."releaseMbid") f."releaseMbid", f."releaseTitle", f."releasedOn" FROM ${ROWS}
  WHERE f."releaseMbid" IS NOT NULL ORDER BY f."releaseMbid", f.id
  ON CONFLICT (mbid) DO UPDATE SET released_on = coalesce(r.released_on, excluded.released_on) WHERE r.released_on IS NULL`;

const UPDATE_RECORDINGS = `
  UPDATE recordings r SET
    title = coalesce(f.title, r.title), artist_credit = coalesce(f."artistCredit", r.artist_credit),
    match_key = coalesce(f."matchKey", r.match_key), duration_ms = coalesce(f."durationMs", r.duration_ms),
    isrcs = ARRAY(SELECT DISTINCT i FROM unnest(r.isrcs || f.isrcs) AS i ORDER BY i),
    release_title = coalesce(f."releaseTitle", r.release_title),
    release_id = coalesce((SELECT id FROM releases WHERE mbid = f."releaseMbid"), r.release_id),
    metadata_source = f.source, metadata_fetched_at = $2
  FROM ${ROWS} WHERE r.id = f.id`;

const ASKED = 'jsonb_to_recordset($1::jsonb) AS f ("recordingId" uuid, source text, count int)';

const DROP_TAGS = `DELETE FROM recording_tags t USING ${ASKED} WHERE t.recording_id = f."recordingId" AND t.source = f.source`;

const ADD_TAGS = `
  INSERT INTO recording_tags (recording_id, source, tag, weight)
  SELECT f."recordingId", f.source, f.tag, f.weight FROM jsonb_to_recordset($1::jsonb) AS f ("recordingId" uuid, source text, tag text, weight real)
  ORDER BY 1, 2, 3
  ON CONFLICT (recording_id, source, tag) DO UPDATE SET weight = excluded.weight, fetched_at = now()`;

const NOTE_FETCHES = `
  INSERT INTO tag_fetches (recording_id, source, tag_count) SELECT f."recordingId", f.source, f.count FROM ${ASKED} ORDER BY 1, 2
  ON CONFLICT (recording_id, source) DO UPDATE SET fetched_at = now(), tag_count = excluded.tag_count`;

const LISTENERS_WITHOUT_MATCH = `
  SELECT DISTINCT o.user_id AS "userId" FROM audio_roots o
  WHERE EXISTS (
    SELECT FROM listens l
    WHERE l.user_id = o.user_id AND l.recording_id = ANY($1::uuid[])
      AND NOT EXISTS (SELECT FROM audio_matches m WHERE m.user_id = l.user_id AND m.recording_id = l.recording_id AND m.chosen))
  ORDER BY 1`;

const ADD_ARTIST_TAGS = `
  INSERT INTO artist_tags (artist_id, source, tag, weight)
  SELECT DISTINCT ON (a.id, f.source, f.tag) a.id, f.source, f.tag, f.weight
  FROM jsonb_to_recordset($1::jsonb) AS f ("artistMbid" uuid, source text, tag text, weight real) JOIN artists a ON a.mbid = f."artistMbid"
  ORDER BY a.id, f.source, f.tag, f.weight DESC
  ON CONFLICT (artist_id, source, tag) DO UPDATE SET weight = excluded.weight, fetched_at = now()`;

const RELEASES_WITHOUT_DETAILS = `
  SELECT DISTINCT l.id FROM recordings r JOIN releases l ON l.id = r.release_id
  WHERE r.id = ANY($1::uuid[]) AND l.mbid IS NOT NULL AND l.details_fetched_at IS NULL ORDER BY 1`;

const ADD_ALIASES = `
  INSERT INTO artist_aliases (artist_id, name_key, name)
  SELECT DISTINCT ON (a.id, f."nameKey") a.id, f."nameKey", f.name
  FROM jsonb_to_recordset($1::jsonb) AS f ("artistMbid" uuid, name text, "nameKey" text) JOIN artists a ON a.mbid = f."artistMbid"
  ORDER BY a.id, f."nameKey", f.name
  ON CONFLICT DO NOTHING`;
