import { addPending, type Sql } from '@sidetrack/prisma';
import { wantsGpu } from '../extract/read-extract-options.ts';
import type { Wanted } from '../extract/wanted-measurement.ts';
import { readQuotas } from '../quotas/quotas.ts';

const ROWS_AT_ONCE = 1000;

/**
 * Asks for the measurement of the listener's audio in this folder that lacks something: features, one of the wanted models,
 * or either under the present options. Audio that is asked for already, or that is in quarantine, is left alone.
 *
 * @returns how many were asked for, and how many were not because the listener's quota of tracks is used up
 */
export async function askForExtraction(
  tx: Sql,
  { userId, rootId }: { userId: string; rootId: string },
  wanted: Wanted,
): Promise<{ asked: number; beyondQuota: number }> {
  const { extractorVersion, optionsHash, models } = wanted;
  const missing = await tx.query<{ sha: string }>(MISSING, [
    userId,
    rootId,
    extractorVersion,
    optionsHash,
    JSON.stringify(models),
  ]);
  const within = missing.slice(0, await tracksLeft(tx, userId));
  const lane = within.length > 0 && (await wantsGpu(tx, userId)) ? 'gpu' : 'cpu';
  for (let from = 0; from < within.length; from += ROWS_AT_ONCE) {
    await addPending(
      tx,
      within.slice(from, from + ROWS_AT_ONCE).map(({ sha }) => ({
        kind: 'extract',
        userId,
        subject: sha,
        options: { optionsHash },
        reason: 'audio found',
        lane,
      })),
    );
  }
  return { asked: within.length, beyondQuota: missing.length - within.length };
}

/** How many more tracks may be measured for this listener: what is measured or asked for counts. */
async function tracksLeft(tx: Sql, userId: string): Promise<number> {
  const { maxTracks } = await readQuotas(tx, userId);
  if (maxTracks === null) return Infinity;
  const [row] = await tx.query<{ count: number }>(TAKEN, [userId]);
  return Math.max(0, maxTracks - (row?.count ?? 0));
}

const TAKEN = `
  SELECT count(DISTINCT f.audio_sha256) AS count FROM audio_files f
  WHERE f.user_id = $1 AND f.state = 'ready' AND (
    EXISTS (SELECT FROM features x WHERE x.audio_sha256 = f.audio_sha256)
    OR EXISTS (SELECT FROM pending p WHERE p.kind = 'extract' AND p.user_id = $1 AND p.subject = encode(f.audio_sha256, 'hex')))`;

const MISSING = `
  SELECT DISTINCT encode(f.audio_sha256, 'hex') AS sha
  FROM audio_files f
  WHERE f.user_id = $1 AND f.root_id = $2 AND f.state = 'ready' AND f.audio_sha256 IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM quarantine q
      WHERE q.audio_sha256 = f.audio_sha256 AND q.extractor_version = $3 AND q.options_hash = $4)
    AND (
      NOT EXISTS (
        SELECT FROM features x
        WHERE x.audio_sha256 = f.audio_sha256 AND x.extractor_version = $3 AND x.options_hash = $4)
      OR EXISTS (
        SELECT FROM jsonb_to_recordset($5::jsonb) AS m (model text, "modelSha256" text)
        WHERE NOT EXISTS (
          SELECT FROM embeddings e
          WHERE e.audio_sha256 = f.audio_sha256 AND e.model = m.model AND e.model_sha256 = m."modelSha256" AND e.options_hash = $4)))
    AND NOT EXISTS (
      SELECT FROM pending p
      WHERE p.kind = 'extract' AND p.user_id = $1 AND p.subject = encode(f.audio_sha256, 'hex')
        AND p.options ->> 'optionsHash' = $4)
  ORDER BY 1`;
