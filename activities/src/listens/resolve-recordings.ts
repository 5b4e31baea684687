import { foldText } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { CreditedArtist, ListenRow } from './listen-row.ts';
import type { ListenBatch } from './upsert-listens.ts';

/** A recording that this batch was the first to name. */
export interface CreatedRecording {
  readonly id: string;
  readonly mbid: string | null;
}

/**
 * Sees to it that each staged play has its recording: a mapped one by MBID, shared by all listeners; another by match
 * key among those without an MBID that this listener sees, else a new one, private until it maps.
 */
export async function resolveRecordings(
  tx: Sql,
  batch: ListenBatch & { readonly batchId: string },
): Promise<CreatedRecording[]> {
  const mapped = await tx.query<CreatedRecording>(CREATE_MAPPED, [batch.batchId]);
  const unmapped = await tx.query<CreatedRecording>(CREATE_PRIVATE, [batch.batchId, batch.userId]);
  await creditMapped(tx, mapped, batch.rows);
  await creditPrivate(tx, unmapped, batch.userId);
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
}

async function creditPrivate(tx: Sql, created: readonly CreatedRecording[], userId: string): Promise<void> {
  if (created.length === 0) return;
  const ids = created.map(({ id }) => id);
  await tx.query(ADD_PRIVATE_ARTISTS, [ids, userId]);
  await tx.query(CREDIT_PRIVATE, [ids, userId]);
}

// Ordered, so that two listeners who bring the same new recordings do not deadlock.
const CREATE_MAPPED = `
  INSERT INTO recordings (mbid, title, artist_credit, release_title, duration_ms, match_key)
  SELECT DISTINCT ON (s.mapped_mbid) s.mapped_mbid, s.track_name, s.artist_name, s.release_name, s.duration_ms, s.match_key
  FROM staging_listens s
  WHERE s.batch_id = $1 AND s.mapped_mbid IS NOT NULL AND (SELECT r.id FROM recordings r WHERE r.mbid = s.mapped_mbid) IS NULL
  ORDER BY s.mapped_mbid, s.row_no
  ON CONFLICT (mbid) DO NOTHING RETURNING id, mbid`;

const CREATE_PRIVATE = `
  INSERT INTO recordings (title, artist_credit, release_title, duration_ms, match_key, private_user_id)
  SELECT DISTINCT ON (s.match_key) s.track_name, s.artist_name, s.release_name, s.duration_ms, s.match_key, $2::uuid
  FROM staging_listens s
  WHERE s.batch_id = $1 AND s.mapped_mbid IS NULL
    AND (
      SELECT r.id FROM recordings r
      WHERE r.match_key = s.match_key AND r.mbid IS NULL AND (r.private_user_id = $2 OR r.private_user_id IS NULL) LIMIT 1) IS NULL
  ORDER BY s.match_key, s.row_no
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
