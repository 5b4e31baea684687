import type { Deps } from '../types.ts';

const REMEMBERED = '30 days';

/**
 * Whether a batch for a GPU that none took in time is for a CPU now. While GPUs hold other batches it only stands in their
 * queue and goes on waiting. What falls back is recorded, for the operator to tell; asking twice for one batch records it once.
 */
export async function fallBackFromGpu(
  { db, clock }: Deps,
  { claimId }: { claimId: string },
): Promise<{ fallBack: boolean }> {
  const now = clock();
  return db.asService(async (tx) => {
    const working = await tx.query(GPUS_AT_WORK, [now, claimId]);
    if (working.length > 0) return { fallBack: false };
    await tx.query('INSERT INTO gpu_fallbacks (claim_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [claimId, now]);
    await tx.query(`DELETE FROM gpu_fallbacks WHERE at < $1::timestamptz - interval '${REMEMBERED}'`, [now]);
    return { fallBack: true };
  });
}

// A claim of this lane that did not fall back is a GPU's.
const GPUS_AT_WORK = `
  SELECT FROM pending p
  WHERE p.kind = 'extract' AND p.lane = 'gpu' AND p.claimed_until > $1 AND p.claimed_by <> $2
    AND NOT EXISTS (SELECT FROM gpu_fallbacks f WHERE f.claim_id = p.claimed_by)
  LIMIT 1`;
