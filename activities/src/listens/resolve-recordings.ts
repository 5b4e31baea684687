import { foldText } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { creditByKnown, learnCredits } from './known-credits.ts';
import type { CreditedArtist, ListenRow } from './listen-row.ts';
import type { ListenBatch } from './upsert-listens.ts';

/** A recording that this batch was the first to name. */
export interface CreatedRecording {
  readonly id: string;
  readonly mbid: string | null;
}

/**
 * Finds the recording of each name that is staged, and leaves it in staging_names: a mapped one by MBID, shared by all listeners;
 * another by match key among those without an MBID that this listener sees, else a new one, private until it maps.
 */
export async function resolveRecordings(
  tx: Sql,
  batch: ListenBatch & { readonly batchId: string },
): Promise<CreatedRecording[]> {
  const scope = [batch.batchId, batch.userId];
  await tx.query(NAME, scope);
  const mapped = await tx.query<CreatedRecording>(CREATE_MAPPED, [batch.batchId]);
  const unmapped = await tx.query<CreatedRecording>(CREATE_PRIVATE, scope);
  await tx.query(FIND_CREATED, scope);
  await creditMapped(tx, mapped, batch.rows);
  const credited = new Set(
    await creditByKnown(
      tx,
      unmapped.map(({ id }) => id),
    ),
  );
  await creditPrivate(
    tx,
    unmapped.filter(({ id }) => !credited.has(id)),
    batch.userId,
  );
  return [...mapped, ...unmapped];
}

async function creditMapped(tx: Sql, created: readonly CreatedRecording[], rows: readonly ListenRow[]): Promise<void> {
  const credits = new Map(
    rows.flatMap(({ mapping }) => (mapping === null ? [] : [[mapping.recordingMbid, mapping.artists]])),
  );
  const known = created.flatMap(({ id, mbid }) =>
    mbid === null ? [] : [{ recordingId: id, artists: credits.get(mbid) ?? [] }],
  );
  await addCredits(tx, known);
}

/** Adds artists by MBID and the credit of recordings that have none yet. */
export async function addCredits(
  tx: Sql,
  credits: readonly { recordingId: string; artists: readonly CreditedArtist[] }[],
): Promise<void> {
  const rows = credits.flatMap(({ recordingId, artists }) =>
    artists.map((artist, position) => ({ recordingId, position, ...artist, nameKey: foldText(artist.name) })),
  );
  if (rows.length === 0) return;
  await tx.query(ADD_ARTISTS, [JSON.stringify(rows)]);
  await tx.query(ADD_CREDITS, [JSON.stringify(rows)]);
  await learnCredits(tx, credits);
}

async function creditPrivate(tx: Sql, created: readonly CreatedRecording[], userId: string): Promise<void> {
  if (created.length === 0) return;
  const ids = created.map(({ id }) => id);
  await tx.query(ADD_PRIVATE_ARTISTS, [ids, userId]);
  await tx.query(CREDIT_PRIVATE, [ids, userId]);
}

const RECORDING = `
  CASE WHEN n.mapped_mbid IS NOT NULL THEN (SELECT r.id FROM recordings r WHERE r.mbid = n.mapped_mbid)
    ELSE (
      SELECT r.id FROM recordings r
      WHERE r.match_key = n.match_key AND r.mbid IS NULL AND (r.private_user_id = $2 OR r.private_user_id IS NULL) ORDER BY r.id LIMIT 1) END`;

// Each name is looked up once, not each play of it.
const NAME = `
  INSERT INTO staging_names (batch_id, match_key, mapped_mbid, first_row, recording_id)
  SELECT $1, n.match_key, n.mapped_mbid, n.first_row, ${RECORDING}
  FROM (
    SELECT match_key, mapped_mbid, min(row_no) AS first_row FROM staging_listens WHERE batch_id = $1 GROUP BY match_key, mapped_mbid
  ) AS n`;

const FIND_CREATED = `
  UPDATE staging_names n SET recording_id = ${RECORDING} WHERE n.batch_id = $1 AND n.recording_id IS NULL`;

const FIRST_PLAY = `
  CROSS JOIN LATERAL (SELECT * FROM staging_listens WHERE batch_id = $1 AND row_no = n.first_row LIMIT 1) AS s`;

// Ordered, so that two listeners who bring the same new recordings do not deadlock.
const CREATE_MAPPED = `
  INSERT INTO recordings (mbid, title, artist_credit, release_title, duration_ms, match_key)
  SELECT DISTINCT ON (n.mapped_mbid) n.mapped_mbid, s.track_name, s.artist_name, s.release_name, s.duration_ms, n.match_key
  FROM staging_names n ${FIRST_PLAY}
  WHERE n.batch_id = $1 AND n.recording_id IS NULL AND n.mapped_mbid IS NOT NULL
  ORDER BY n.mapped_mbid, n.first_row
  ON CONFLICT (mbid) DO NOTHING RETURNING id, mbid`;

const CREATE_PRIVATE = `
  INSERT INTO recordings (title, artist_credit, release_title, duration_ms, match_key, private_user_id)
  SELECT s.track_name, s.artist_name, s.release_name, s.duration_ms, n.match_key, $2::uuid
  FROM staging_names n ${FIRST_PLAY}
  WHERE n.batch_id = $1 AND n.recording_id IS NULL AND n.mapped_mbid IS NULL
  ORDER BY n.match_key COLLATE "C"
  ON CONFLICT (match_key, private_user_id) WHERE mbid IS NULL DO NOTHING RETURNING id, mbid`;

const CREDIT_ROWS = `
  jsonb_to_recordset($1::jsonb) AS c ("recordingId" uuid, position smallint, mbid uuid, name text, "nameKey" text, "joinPhrase" text)`;

const ADD_ARTISTS = `
  INSERT INTO artists (mbid, name, name_key)
  SELECT DISTINCT ON (c.mbid) c.mbid, c.name, c."nameKey" FROM ${CREDIT_ROWS} ORDER BY c.mbid, c.name
  ON CONFLICT (mbid) DO NOTHING`;

const ADD_CREDITS = `
  INSERT INTO recording_artists (recording_id, position, artist_id, credited_name, join_phrase)
  SELECT c."recordingId", c.position, a.id, c.name, c."joinPhrase"
  FROM ${CREDIT_ROWS} CROSS JOIN LATERAL (SELECT id FROM artists WHERE mbid = c.mbid LIMIT 1) AS a ORDER BY 1, 2
  ON CONFLICT DO NOTHING`;

// The part of a match key before the bar is the folded artist.
const ADD_PRIVATE_ARTISTS = `
  INSERT INTO artists (name, name_key, private_user_id)
  SELECT DISTINCT ON (name_key) artist_credit, name_key, $2::uuid
  FROM (SELECT artist_credit, split_part(match_key, '|', 1) AS name_key FROM recordings WHERE id = ANY($1::uuid[])) AS r
  ORDER BY name_key, artist_credit
  ON CONFLICT (name_key, private_user_id) WHERE mbid IS NULL DO NOTHING`;

const CREDIT_PRIVATE = `
  INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
  SELECT r.id, 0, a.id, r.artist_credit
  FROM unnest($1::uuid[]) AS new (id)
  CROSS JOIN LATERAL (SELECT id, artist_credit, match_key FROM recordings WHERE id = new.id LIMIT 1) AS r
  CROSS JOIN LATERAL (
    SELECT id FROM artists WHERE mbid IS NULL AND private_user_id = $2 AND name_key = split_part(r.match_key, '|', 1) LIMIT 1
  ) AS a
  ON CONFLICT DO NOTHING`;
