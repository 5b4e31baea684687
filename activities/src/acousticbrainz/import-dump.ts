import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { addPending } from '@sidetrack/prisma';
import type { Database, Sql } from '@sidetrack/prisma';
import type { AcousticBrainzDocument } from './documents.ts';
import { AcousticBrainzFileError } from './errors.ts';
import type { AcousticBrainzReceipt } from './file-state.ts';
import { advanceFile, beginFile, fingerprintOf, finishFile } from './file-state.ts';
import { openDump, type OpenDump } from './open-dump.ts';
import { readDump, type DumpRecord } from './read-dump.ts';
import { writeDocuments } from './write-documents.ts';

export interface DumpImport {
  db: Database;
  path: string;
  clock: () => Date;
  /** After each batch: documents so far, and the share of the file that they took. */
  onProgress?: (progress: { read: number; share: number }) => void;
  /** Ends the reading after the batch that is being written; another call goes on from there. */
  signal?: AbortSignal;
}

/** A receipt, with the first documents that failed and how many recordings that are known here it bears on. */
export interface DumpReceipt extends AcousticBrainzReceipt {
  failures: { where: string; reason: string }[];
  recordings: number;
}

/**
 * Reads a dump of AcousticBrainz into the database, a batch a transaction: every document is kept, so that recordings that become known later
 * find theirs; those that are known already are scored anew. Memory does not grow with the file. A reading that was broken off goes on
 * where it stood; the same file again changes nothing.
 * @throws AcousticBrainzFileError when the file is no dump or is damaged; what came before stands
 */
export async function importAcousticBrainz(request: DumpImport): Promise<DumpReceipt> {
  const name = basename(request.path);
  let kept = '';
  try {
    const dump = await openDump(request.path);
    try {
      return await readAll(request, dump, () => (kept = ' What came before was kept.'));
    } finally {
      dump.close();
    }
  } catch (error) {
    if (!(error instanceof AcousticBrainzFileError)) throw error;
    throw new AcousticBrainzFileError(`${name}: ${error.message}.${kept}`, { cause: error });
  }
}

async function readAll(
  { db, path, clock, onProgress, signal }: DumpImport,
  dump: OpenDump,
  onWritten: () => void,
): Promise<DumpReceipt> {
  const [fingerprint, size] = [await fingerprintOf(path), await sizeOf(path)];
  const known = await db.asService((tx) => beginFile(tx, { fingerprint, fileName: basename(path), now: clock() }));
  const receipt: DumpReceipt = { ...known, failures: [], recordings: 0 };
  let batch: DumpRecord[] = [];
  const flush = async (): Promise<void> => {
    signal?.throwIfAborted();
    await writeBatch({ db, clock, fingerprint, receipt }, batch);
    batch = [];
    onWritten();
    onProgress?.({ read: receipt.read, share: dump.bytesRead() / size });
  };
  try {
    for await (const record of readDump(dump.bytes, { path, passOver: known.read })) {
      batch.push(record);
      if (batch.length >= BATCH) await flush();
    }
  } catch (error) {
    // What stands before damage is whole.
    if (error instanceof AcousticBrainzFileError && batch.length > 0) await flush();
    throw error;
  }
  if (batch.length > 0) await flush();
  await db.asService((tx) => finishFile(tx, fingerprint, clock()));
  return receipt;
}

const BATCH = 2000;
const MOST_FAILURES_TOLD = 20;
const OTHER_UPLOAD = 'another upload of the recording is kept';

interface Writing {
  db: Database;
  clock: () => Date;
  fingerprint: string;
  receipt: DumpReceipt;
}

/** Writes a batch and adds it to the receipt; the receipt is as before when the transaction fails. */
async function writeBatch({ db, clock, fingerprint, receipt }: Writing, batch: readonly DumpRecord[]): Promise<void> {
  const documents: AcousticBrainzDocument[] = [];
  const failures: DumpReceipt['failures'] = [];
  for (const record of batch) {
    if ('document' in record) documents.push(record.document);
    else failures.push({ where: record.where, reason: record.problem });
  }
  await db
    .asService(async (tx) => {
      const { outcomes, changed } = await writeDocuments(tx, documents);
      const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
      const others = (receipt.skipped[OTHER_UPLOAD] ?? 0) + count('other');
      const after: AcousticBrainzReceipt = {
        read: receipt.read + batch.length,
        imported: receipt.imported + count('imported'),
        duplicates: receipt.duplicates + count('duplicate'),
        skipped: others > 0 ? { [OTHER_UPLOAD]: others } : {},
        failed: receipt.failed + failures.length,
      };
      await advanceFile(tx, fingerprint, { before: receipt.read, after, now: clock() });
      const recordings = await askForScores(tx, changed);
      return { after, recordings };
    })
    .then(({ after, recordings }) => {
      Object.assign(receipt, after);
      receipt.recordings += recordings;
      receipt.failures.push(...failures.slice(0, MOST_FAILURES_TOLD - receipt.failures.length));
    });
}

/** New scores for the recordings that these documents are of, also those that the MBID has been merged into. */
async function askForScores(tx: Sql, mbids: readonly string[]): Promise<number> {
  if (mbids.length === 0) return 0;
  const rows = await tx.query<{ id: string }>(RECORDINGS, [mbids]);
  await addPending(
    tx,
    rows.map(({ id }) => ({ kind: 'score', subject: id, reason: 'acousticbrainz' })),
  );
  return rows.length;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

const RECORDINGS = `
  SELECT id FROM recordings WHERE mbid = ANY($1::uuid[])
  UNION
  SELECT r.id FROM recording_redirects d JOIN recordings r ON r.mbid = d.to_mbid WHERE d.from_mbid = ANY($1::uuid[])
  ORDER BY id`;
