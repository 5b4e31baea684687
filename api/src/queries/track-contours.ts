import type { Sql } from '@sidetrack/prisma';
import type { TrackContoursShape } from '../contract/contours.ts';

/** The newest contours of the file that stands for a recording; undefined where none are measured. */
export async function readTrackContours(
  tx: Sql,
  userId: string,
  recordingId: string,
): Promise<TrackContoursShape | undefined> {
  const [row] = await tx.query<Row>(CONTOURS, [userId, recordingId]);
  if (row === undefined) return undefined;
  const { values, segments, ...measured } = row;
  const { levelDb, spectralCentroidHz, onsetStrength, percussiveRatio, chroma } = values;
  return { ...measured, rateHz: 2, levelDb, spectralCentroidHz, onsetStrength, percussiveRatio, chroma, segments };
}

interface Row extends Pick<TrackContoursShape, 'extractorVersion' | 'optionsHash' | 'durationSeconds' | 'segments'> {
  values: Pick<TrackContoursShape, 'levelDb' | 'spectralCentroidHz' | 'onsetStrength' | 'percussiveRatio' | 'chroma'>;
}

const CONTOURS = `
  SELECT c.extractor_version AS "extractorVersion", c.options_hash AS "optionsHash", x.duration_seconds AS "durationSeconds",
         c.values, c.segments
  FROM audio_matches m
  JOIN audio_files f ON f.id = m.audio_file_id
  JOIN contours c ON c.audio_sha256 = f.audio_sha256
  JOIN features x ON (x.audio_sha256, x.extractor_version, x.options_hash) = (c.audio_sha256, c.extractor_version, c.options_hash)
  WHERE m.user_id = $1 AND m.recording_id = $2 AND m.chosen
  ORDER BY c.created_at DESC, c.extractor_version DESC, c.options_hash LIMIT 1`;
