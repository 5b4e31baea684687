import type { Lane, Sql } from '@sidetrack/prisma';
import type { Wanted } from './wanted-measurement.ts';

/** Which of these audios need no work: all that is wanted of them is measured, or they are in quarantine. */
export async function findMeasured(tx: Sql, audioSha256: readonly string[], wanted: Wanted): Promise<Set<string>> {
  const values = [audioSha256, wanted.extractorVersion, wanted.optionsHash, JSON.stringify(wanted.models)];
  const rows = await tx.query<{ sha: string }>(MEASURED, values);
  return new Set(rows.map(({ sha }) => sha));
}

/** Audios with features of this version and options, of all listeners. */
export async function countMeasured(tx: Sql, wanted: Wanted): Promise<number> {
  const [row] = await tx.query<{ count: number }>(COUNT, [wanted.extractorVersion, wanted.optionsHash]);
  return row!.count;
}

/** Rows of a lane that could be worked on now, also those that others hold. */
export async function countPendingExtraction(tx: Sql, now: Date, lane: Lane = 'cpu'): Promise<number> {
  const [row] = await tx.query<{ count: number }>(PENDING[lane], [now]);
  return row!.count;
}

const MEASURED = `
  SELECT sha FROM unnest($1::text[]) AS wanted (sha)
  WHERE EXISTS (
      SELECT FROM quarantine q
      WHERE q.audio_sha256 = decode(sha, 'hex') AND q.extractor_version = $2 AND q.options_hash = $3)
    OR EXISTS (
      SELECT FROM features x
      WHERE x.audio_sha256 = decode(sha, 'hex') AND x.extractor_version = $2 AND x.options_hash = $3)
    AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset($4::jsonb) AS m (model text, "modelSha256" text)
      WHERE NOT EXISTS (
        SELECT FROM embeddings e
        WHERE e.audio_sha256 = decode(sha, 'hex') AND e.model = m.model AND e.model_sha256 = m."modelSha256" AND e.options_hash = $3))`;

const COUNT = `SELECT count(*) FROM features WHERE extractor_version = $1 AND options_hash = $2`;

const countIn = (condition: string): string => `
  SELECT count(*) FROM pending p WHERE p.kind = 'extract' AND p.due_at <= $1 AND ${condition}
    AND NOT EXISTS (SELECT FROM users u WHERE u.id = p.user_id AND u.suspended_at IS NOT NULL)`;
const PENDING = { cpu: countIn('p.lane IS NULL'), gpu: countIn("p.lane = 'gpu'") } as const;
