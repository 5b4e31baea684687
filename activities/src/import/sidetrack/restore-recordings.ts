import { foldText, matchKey } from '@sidetrack/analysis';
import { addPending } from '@sidetrack/prisma';
import type { Sql } from '@sidetrack/prisma';
import { z } from 'zod';
import { addCredits } from '../../listens/resolve-recordings.ts';
import { findRecordings } from './find-recordings.ts';
import { renamedIds } from './own-rows.ts';
import type { RestoreContext } from './restored-file.ts';
import { restoredFile } from './restored-file.ts';
import { addOwnFacts, ownFacts } from './restore-own-facts.ts';
import { count, id, list, recording, words } from './values.ts';

const credit = z.object({ artistId: id, mbid: id.nullable(), name: words, creditedName: words, joinPhrase: words });

const row = recording.extend({
  releaseTitle: words.nullable(),
  durationMs: count
    .min(1)
    .max(2 ** 31 - 1)
    .nullable(),
  isrcs: list(words),
  credits: list(credit),
  own: ownFacts.nullable(),
});
type Row = z.output<typeof row>;

/**
 * Tracks that are not known here. One with an MBID is shared by all listeners: its words stand until MusicBrainz has been asked,
 * and its tags and scores are worked out anew, for nobody's file tells them to all. One without is its listener's own, as it was.
 */
export const recordingsFile = restoredFile({
  name: /^(other-)?recordings\.jsonl$/u,
  schema: row,
  async restore(tx, rows, context) {
    const known = await findRecordings(tx, context.userId, rows);
    const missing = distinct(rows.filter(({ recordingId }) => !known.has(recordingId)));
    const shared = await addShared(
      tx,
      missing.filter(({ mbid }) => mbid !== null),
    );
    const own = await addOwn(
      tx,
      missing.filter(({ mbid }) => mbid === null),
      context,
    );
    return { imported: shared + own };
  },
});

function distinct(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((one) => [one.mbid ?? matchKey(one.artistCredit, one.title), one])).values()];
}

async function addShared(tx: Sql, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const added = await tx.query<{ id: string; mbid: string }>(ADD_SHARED, [JSON.stringify(rows.map(toColumns))]);
  const credits = new Map(rows.map(({ mbid, credits }) => [mbid, credits]));
  await addCredits(
    tx,
    added.flatMap(({ id: recordingId, mbid }) => {
      const artists = credits.get(mbid)!;
      const isWhole = artists.every((artist) => artist.mbid !== null);
      const named = artists.map((one) => ({ mbid: one.mbid!, name: one.creditedName, joinPhrase: one.joinPhrase }));
      return isWhole ? [{ recordingId, artists: named }] : [];
    }),
  );
  await addPending(
    tx,
    added.flatMap(({ id: subject }) =>
      (['metadata', 'tags', 'score'] as const).map((kind) => ({ kind, subject, reason: 'new recording' })),
    ),
  );
  return added.length;
}

async function addOwn(tx: Sql, rows: readonly Row[], { userId }: RestoreContext): Promise<number> {
  if (rows.length === 0) return 0;
  const columns = rows.map(toColumns);
  const added = await tx.query<{ id: string; told: string }>(ADD_OWN, [userId, JSON.stringify(columns)]);
  // An id that is taken is another listener's: theirs cannot be seen, only that nothing was added.
  const met = new Set(added.map(({ id: own }) => own));
  const left = columns.filter((one) => !met.has(one.id));
  if (left.length > 0) {
    const renamed = await renamedIds(tx, { userId, ids: left.map((one) => one.id) });
    const again = left.map((one) => ({ ...one, id: renamed.get(one.id)!, told: one.id }));
    added.push(...(await tx.query<{ id: string; told: string }>(ADD_OWN, [userId, JSON.stringify(again)])));
  }
  const byTold = new Map(rows.map((one) => [one.recordingId, one]));
  const made = added.map(({ id: own, told }) => ({ id: own, row: byTold.get(told)! }));
  const artists = made.flatMap(({ id: recordingId, row: { credits } }) =>
    credits.map((one, position) => ({ ...one, recordingId, position, nameKey: foldText(one.name) })),
  );
  await tx.query(ADD_ARTISTS, [userId, JSON.stringify(artists)]);
  await tx.query(addOwnArtists('c."artistId"'), [userId, JSON.stringify(artists)]);
  await tx.query(addOwnArtists('gen_random_uuid()'), [userId, JSON.stringify(artists)]);
  await tx.query(CREDIT_OWN, [userId, JSON.stringify(artists)]);
  await addOwnFacts(
    tx,
    made.flatMap(({ id: recordingId, row: { own } }) => (own === null ? [] : [{ recordingId, own }])),
  );
  return added.length;
}

function toColumns({ recordingId, mbid, title, artistCredit, releaseTitle, durationMs, isrcs }: Row) {
  return {
    id: recordingId,
    told: recordingId,
    mbid,
    title,
    artist: artistCredit,
    release: releaseTitle,
    durationMs,
    isrcs,
    key: matchKey(artistCredit, title),
  };
}

const COLUMNS = `(id uuid, told uuid, mbid uuid, title text, artist text, release text, "durationMs" int, isrcs text[], key text)`;

const ADD_SHARED = `
  INSERT INTO recordings (mbid, title, artist_credit, release_title, duration_ms, match_key)
  SELECT mbid, title, artist, release, "durationMs", key FROM jsonb_to_recordset($1::jsonb) AS r ${COLUMNS} ORDER BY mbid
  ON CONFLICT DO NOTHING RETURNING id, mbid`;

const ADD_OWN = `
  WITH told AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS r ${COLUMNS}), added AS (
    INSERT INTO recordings (id, title, artist_credit, release_title, duration_ms, isrcs, match_key, private_user_id)
    SELECT id, title, artist, release, "durationMs", isrcs, key, $1::uuid FROM told ORDER BY key
    ON CONFLICT DO NOTHING RETURNING id
  ) SELECT added.id, told.told FROM added JOIN told ON told.id = added.id`;

const ARTISTS = `
  jsonb_to_recordset($2::jsonb) AS c ("recordingId" uuid, position int, "artistId" uuid, mbid uuid, name text, "nameKey" text,
    "creditedName" text, "joinPhrase" text)`;

const ADD_ARTISTS = `
  INSERT INTO artists (mbid, name, name_key)
  SELECT DISTINCT ON (c.mbid) c.mbid, c.name, c."nameKey" FROM ${ARTISTS} WHERE c.mbid IS NOT NULL AND $1::uuid IS NOT NULL ORDER BY c.mbid
  ON CONFLICT DO NOTHING`;

/** Those that are not there yet: under the id that they had, and where that is taken under another. */
const addOwnArtists = (artistId: string): string => `
  INSERT INTO artists (id, name, name_key, private_user_id)
  SELECT DISTINCT ON (c."nameKey") ${artistId}, c.name, c."nameKey", $1::uuid FROM ${ARTISTS}
  WHERE c.mbid IS NULL AND (SELECT id FROM artists WHERE mbid IS NULL AND private_user_id = $1 AND name_key = c."nameKey") IS NULL
  ORDER BY c."nameKey", c."artistId"
  ON CONFLICT DO NOTHING`;

const CREDIT_OWN = `
  INSERT INTO recording_artists (recording_id, position, artist_id, credited_name, join_phrase)
  SELECT c."recordingId", c.position, a.id, c."creditedName", c."joinPhrase"
  FROM ${ARTISTS} CROSS JOIN LATERAL (
    SELECT id FROM artists WHERE (c.mbid IS NOT NULL AND mbid = c.mbid) OR (c.mbid IS NULL AND mbid IS NULL AND private_user_id = $1 AND name_key = c."nameKey")
    ORDER BY id LIMIT 1) AS a
  ON CONFLICT DO NOTHING`;
