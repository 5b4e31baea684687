import type { Sql } from '@sidetrack/prisma';
import type { MeasuredAudio } from './store-measurement.ts';
import type { Wanted } from './wanted-measurement.ts';

/** Writes how measured audio goes on inside, in the caller's transaction. What is there already stays as it is. */
export async function insertContours(
  tx: Sql,
  measured: readonly MeasuredAudio[],
  { extractorVersion, optionsHash }: Wanted,
): Promise<void> {
  const rows = measured.map(({ audioSha256, measurement: { contours, segments } }) => ({
    audioSha256,
    values: contours,
    segments,
  }));
  await tx.query(INSERT, [JSON.stringify(rows), extractorVersion, optionsHash]);
}

const INSERT = `
  INSERT INTO contours (audio_sha256, extractor_version, options_hash, values, segments)
  SELECT decode(row ->> 'audioSha256', 'hex'), $2, $3, row -> 'values', row -> 'segments'
  FROM jsonb_array_elements($1::jsonb) AS row ORDER BY 1
  ON CONFLICT DO NOTHING`;
