import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Sql } from '@sidetrack/prisma';
import { AcousticBrainzFileError } from './errors.ts';

/** What was read of a dump: read = imported + duplicates + skipped + failed. */
export interface AcousticBrainzReceipt {
  read: number;
  imported: number;
  duplicates: number;
  skipped: Record<string, number>;
  failed: number;
}

/** A file by its size and its first mebibyte, in hex: the same in another place and under another name. */
export async function fingerprintOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1 << 20), 0, 1 << 20, 0);
    return createHash('sha256').update(`${size}\n`).update(buffer.subarray(0, bytesRead)).digest('hex');
  } finally {
    await file.close();
  }
}

/** Where the reading of a file stands: from the beginning, unless an earlier one was broken off. */
export async function beginFile(
  tx: Sql,
  { fingerprint, fileName, now }: { fingerprint: string; fileName: string; now: Date },
): Promise<AcousticBrainzReceipt> {
  const [row] = await tx.query<AcousticBrainzReceipt>(BEGIN, [fingerprint, fileName, now]);
  return row!;
}

/** Adds a batch to the receipt, in the transaction that writes it. @throws AcousticBrainzFileError when another reading has come further */
export async function advanceFile(
  tx: Sql,
  fingerprint: string,
  { before, after, now }: { before: number; after: AcousticBrainzReceipt; now: Date },
): Promise<void> {
  const { read, imported, duplicates, skipped, failed } = after;
  const values = [fingerprint, before, read, imported, duplicates, JSON.stringify(skipped), failed, now];
  const moved = await tx.query(ADVANCE, values);
  if (moved.length === 0)
    throw new AcousticBrainzFileError('another command is reading this file: wait until it has ended');
}

export async function finishFile(tx: Sql, fingerprint: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE acousticbrainz_files SET state = 'done', updated_at = $2 WHERE fingerprint = decode($1, 'hex')`,
    [fingerprint, now],
  );
}

const BEGIN = `
  INSERT INTO acousticbrainz_files AS f (fingerprint, file_name, state, started_at, updated_at)
  VALUES (decode($1, 'hex'), $2, 'running', $3, $3)
  ON CONFLICT (fingerprint) DO UPDATE SET file_name = excluded.file_name, state = 'running', updated_at = excluded.updated_at,
    started_at = CASE f.state WHEN 'done' THEN excluded.started_at ELSE f.started_at END,
    read = CASE f.state WHEN 'done' THEN 0 ELSE f.read END,
    imported = CASE f.state WHEN 'done' THEN 0 ELSE f.imported END,
    duplicates = CASE f.state WHEN 'done' THEN 0 ELSE f.duplicates END,
    skipped = CASE f.state WHEN 'done' THEN '{}' ELSE f.skipped END,
    failed = CASE f.state WHEN 'done' THEN 0 ELSE f.failed END
  RETURNING read, imported, duplicates, skipped, failed`;

const ADVANCE = `
  UPDATE acousticbrainz_files SET read = $3, imported = $4, duplicates = $5, skipped = $6, failed = $7, updated_at = $8
  WHERE fingerprint = decode($1, 'hex') AND read = $2 AND state = 'running' RETURNING read`;
