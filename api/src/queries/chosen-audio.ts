import type { Sql } from '@sidetrack/prisma';

export interface ChosenAudio {
  /** SHA-256 of the encoded audio in hex. */
  readonly audioSha256: string;
}

/** The file that stands for a recording: undefined where there is no such recording, null where none is matched. */
export async function readChosenAudio(
  tx: Sql,
  userId: string,
  recordingId: string,
): Promise<ChosenAudio | null | undefined> {
  if ((await tx.query('SELECT FROM recordings WHERE id = $1', [recordingId])).length === 0) return undefined;
  const [row] = await tx.query<ChosenAudio>(CHOSEN, [userId, recordingId]);
  return row ?? null;
}

const CHOSEN = `
  SELECT encode(f.audio_sha256, 'hex') AS "audioSha256"
  FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
  WHERE m.user_id = $1 AND m.recording_id = $2 AND m.chosen AND f.state = 'ready' AND f.audio_sha256 IS NOT NULL`;
