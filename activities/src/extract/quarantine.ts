import type { PendingRow, Sql } from '@sidetrack/prisma';
import { completePending } from '@sidetrack/prisma';
import type { Wanted } from './wanted-measurement.ts';

/** Notes audio that cannot be measured, so that nobody tries again with this version and these options, and ends its pending row. */
export async function quarantine(
  tx: Sql,
  row: PendingRow,
  { wanted, reason }: { wanted: Wanted; reason: string },
): Promise<void> {
  await tx.query(INSERT, [row.subject, wanted.extractorVersion, wanted.optionsHash, reason]);
  await completePending(tx, [row.id]);
}

const INSERT = `
  INSERT INTO quarantine (audio_sha256, extractor_version, options_hash, reason)
  VALUES (decode($1, 'hex'), $2, $3, $4) ON CONFLICT DO NOTHING`;
