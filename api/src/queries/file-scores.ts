import type { Axis } from '@sidetrack/analysis';
import { calibrate, moodOf } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { FileScoresShape } from '../contract/file-scores.ts';
import { readCalibration } from './calibration.ts';
import { readTrackFacts } from './track-facts.ts';

/** Files that are matched and can be read, in the order of their ids, with the scores of the most played track that each stands for. */
export async function readFileScores(
  tx: Sql,
  userId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<FileScoresShape[]> {
  const files = await tx.query<Omit<FileScoresShape, 'scores' | 'mood'>>(FILES, [userId, after, limit]);
  const calibration = await readCalibration(tx, userId);
  const facts = await readTrackFacts(
    tx,
    userId,
    files.map(({ recordingId }) => recordingId),
  );
  return files.map((file, index) => {
    const heard = calibrate(file.recordingId, { ...facts[index]?.scores }, calibration);
    const scores: FileScoresShape['scores'] = {};
    for (const [axis, { value, low, high }] of Object.entries(heard)) scores[axis as Axis] = { value, low, high };
    return { ...file, scores, mood: moodOf(heard) };
  });
}

const FILES = `
  SELECT f.id AS "fileId", r.path AS folder, f.relative_path AS path, m.recording_id AS "recordingId"
  FROM audio_files f JOIN audio_roots r ON r.id = f.root_id
  CROSS JOIN LATERAL (
    SELECT m.recording_id FROM audio_matches m LEFT JOIN heard_recordings h ON h.user_id = m.user_id AND h.recording_id = m.recording_id
    WHERE m.audio_file_id = f.id AND m.user_id = $1 AND m.chosen ORDER BY coalesce(h.plays, 0) DESC, m.recording_id LIMIT 1
  ) AS m
  WHERE f.user_id = $1 AND f.state = 'ready' AND ($2::uuid IS NULL OR f.id > $2) ORDER BY f.id LIMIT $3`;
