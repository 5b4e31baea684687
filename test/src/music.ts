import { randomUUID } from 'node:crypto';
import type { Database } from '@sidetrack/prisma';

/** What a test says of a track; the rest is made up. */
export interface TestTrack {
  artist: string;
  title: string;
  tags?: Readonly<Record<string, number>>;
  /** A measured file of `listener`: an embedding, and descriptors and model tags where given. */
  audio?: {
    listener: string;
    embedding: number[];
    modelTags?: Record<string, number>;
    features?: Record<string, unknown>;
  };
}

/** Adds recordings, with their tags and measured files, as ingest and extraction would; gives their ids in order. */
export async function addTracks(db: Database, tracks: readonly TestTrack[]): Promise<string[]> {
  const rows = tracks.map((track) => ({
    id: randomUUID(),
    fileId: randomUUID(),
    sha: randomUUID().replaceAll('-', ''),
    ...track,
  }));
  await db.asService(async (tx) => {
    await tx.query(
      `INSERT INTO recordings (id, mbid, title, artist_credit, match_key)
       SELECT id, id, title, artist, artist || '|' || title FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, title text, artist text)`,
      [JSON.stringify(rows)],
    );
    const tags = rows.flatMap(({ id, tags = {} }) =>
      Object.entries(tags).map(([tag, weight]) => ({ id, tag, weight })),
    );
    await tx.query(
      `INSERT INTO recording_tags (recording_id, source, tag, weight)
       SELECT id, 'lastfm', tag, weight FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, tag text, weight real)`,
      [JSON.stringify(tags)],
    );
    const audio = rows.flatMap(({ id, fileId, sha, audio: given }) =>
      given === undefined ? [] : [{ id, fileId, sha, ...given }],
    );
    for (const statement of AUDIO) await tx.query(statement, [JSON.stringify(audio)]);
  });
  return rows.map(({ id }) => id);
}

/** Adds plays, one at each instant. */
export async function addListens(
  db: Database,
  userId: string,
  plays: readonly { recordingId: string; at: Date }[],
): Promise<void> {
  await db.asUser(userId, (tx) =>
    tx.query(
      `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
       SELECT $1, r.at, gen_random_uuid(), r."recordingId", 'artist', 'track'
       FROM jsonb_to_recordset($2::jsonb) AS r ("recordingId" uuid, at timestamptz)`,
      [userId, JSON.stringify(plays)],
    ),
  );
}

const ROWS = `jsonb_to_recordset($1::jsonb)
  AS r (id uuid, "fileId" uuid, sha text, listener uuid, embedding real[], "modelTags" jsonb, features jsonb)`;

const AUDIO = [
  `INSERT INTO audio_roots (user_id, path) SELECT DISTINCT listener, '/music' FROM ${ROWS} ON CONFLICT DO NOTHING`,
  `INSERT INTO audio_files (id, user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256)
   SELECT "fileId", listener, (SELECT id FROM audio_roots WHERE user_id = listener LIMIT 1), sha || '.ogg', 1, now(), decode(sha, 'hex') FROM ${ROWS}`,
  `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen)
   SELECT listener, id, "fileId", 'mbid', 1, true FROM ${ROWS}`,
  `INSERT INTO embeddings (audio_sha256, model, model_sha256, options_hash, vector, tags)
   SELECT decode(sha, 'hex'), 'musicnn-msd', 'm', 'o', embedding, "modelTags" FROM ${ROWS}`,
  `INSERT INTO features (audio_sha256, extractor_version, options_hash, duration_seconds, values)
   SELECT decode(sha, 'hex'), '1', 'o', 180, features FROM ${ROWS} WHERE features IS NOT NULL`,
];
