import type { Sql } from '@sidetrack/prisma';

/** How large an upload of the listener may be, and where that is set. */
export interface ImportLimit {
  readonly megabytes: number;
  readonly setBy: string;
}

/** The listener's quota where it is less than what the installation takes. */
export async function readImportLimit(tx: Sql, userId: string, installation: number): Promise<ImportLimit> {
  const [row] = await tx.query<{ quota: number | null }>(
    `SELECT (settings #>> '{quotas,maxImportMegabytes}')::bigint AS quota FROM users WHERE id = $1`,
    [userId],
  );
  const quota = row?.quota ?? Infinity;
  return quota < installation
    ? { megabytes: quota, setBy: 'the quota that the administrator set, spec.quotas.maxImportMegabytes' }
    : { megabytes: installation, setBy: 'SIDETRACK_IMPORT_MAX_MB' };
}
