import type { Sql } from '@sidetrack/prisma';
import type { ReadFile } from './read-file.ts';
import type { KnownFile } from './scan-plan.ts';

export const knownFiles = (tx: Sql, rootId: string): Promise<KnownFile[]> => tx.query<KnownFile>(KNOWN, [rootId]);

/** Adds files or replaces what is known of them, keeping their ids and so their matches. */
export async function storeFiles(
  tx: Sql,
  owner: { userId: string; rootId: string; now: Date },
  files: readonly ReadFile[],
): Promise<void> {
  await tx.query(STORE, [owner.userId, owner.rootId, owner.now, JSON.stringify(files)]);
}

/** Recordings that one of these files stands for, and whose audio is another one now than is stored of it. */
export async function recordingsOfChangedAudio(tx: Sql, rootId: string, files: readonly ReadFile[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(CHANGED, [
    rootId,
    files.map(({ relativePath }) => relativePath),
    files.map(({ audioSha256 }) => audioSha256),
  ]);
  return rows.map(({ id }) => id);
}

export async function setFileState(
  tx: Sql,
  rootId: string,
  relativePaths: readonly string[],
  state: 'ready' | 'gone',
): Promise<void> {
  if (relativePaths.length > 0) await tx.query(SET_STATE, [rootId, relativePaths, state]);
}

const KNOWN = `
  SELECT relative_path AS "relativePath", size_bytes AS "sizeBytes", modified_at AS "modifiedAt", state,
    state_reason AS "stateReason", audio_sha256 IS NOT NULL AS "hasHash"
  FROM audio_files WHERE root_id = $1`;

const STORE = `
  INSERT INTO audio_files (user_id, root_id, seen_at, relative_path, size_bytes, modified_at, audio_sha256, container,
    duration_seconds, title, artist, album, recording_mbid, isrc, match_key, state, state_reason)
  SELECT $1, $2, $3, f."relativePath", f."sizeBytes", f."modifiedAt", decode(f."audioSha256", 'hex'), f.container,
    f."durationSeconds", f.title, f.artist, f.album, f."recordingMbid", f.isrc, f."matchKey", f.state, f."stateReason"
  FROM jsonb_to_recordset($4::jsonb) AS f ("relativePath" text, "sizeBytes" bigint, "modifiedAt" timestamptz, "audioSha256" text,
    container text, "durationSeconds" float8, title text, artist text, album text, "recordingMbid" uuid, isrc text,
    "matchKey" text, state text, "stateReason" text)
  ON CONFLICT (root_id, relative_path) DO UPDATE SET
    seen_at = excluded.seen_at, size_bytes = excluded.size_bytes, modified_at = excluded.modified_at,
    audio_sha256 = excluded.audio_sha256, container = excluded.container, duration_seconds = excluded.duration_seconds,
    title = excluded.title, artist = excluded.artist, album = excluded.album, recording_mbid = excluded.recording_mbid,
    isrc = excluded.isrc, match_key = excluded.match_key, state = excluded.state, state_reason = excluded.state_reason`;

const CHANGED = `
  SELECT DISTINCT m.recording_id AS id
  FROM unnest($2::text[], $3::text[]) AS now (path, sha)
  JOIN audio_files f ON f.root_id = $1 AND f.relative_path = now.path
  JOIN audio_matches m ON m.audio_file_id = f.id AND m.chosen
  WHERE now.sha IS NOT NULL AND f.audio_sha256 IS NOT NULL AND encode(f.audio_sha256, 'hex') <> now.sha
  ORDER BY 1`;

const SET_STATE = `
  UPDATE audio_files SET state = $3, state_reason = NULL WHERE root_id = $1 AND relative_path = ANY($2)
    AND (audio_sha256 IS NOT NULL OR $3 = 'gone')`;
