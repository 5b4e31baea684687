import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { addOwnRows } from './own-rows.ts';
import { restoredFile } from './restored-file.ts';
import { count, day, id, list, moment, words } from './values.ts';

const failure = z.object({ file: words, line: z.number().int(), reason: words });
const number = count.max(2 ** 31 - 1);

/** Receipts of imports that were over; those that still ran are not gone on with. */
export const importsFile = restoredFile({
  name: /^imports\.jsonl$/u,
  schema: z.object({
    id,
    fileName: words,
    fileSha256: z.string().regex(/^([0-9a-f]{2})*$/u),
    format: words.nullable(),
    state: words,
    stateReason: words.nullable(),
    read: number,
    imported: number,
    duplicates: number,
    skipped: z.record(z.string(), number),
    failed: number,
    timeZone: words.nullable(),
    failures: list(failure),
    createdAt: moment,
    finishedAt: moment.nullable(),
  }),
  async restore(tx, rows, { userId }) {
    const over = rows.filter(({ state }) => state === 'done' || state === 'failed');
    const added = await addOwnRows(tx, {
      table: 'imports',
      userId,
      rows: over.map((one) => ({
        id: one.id,
        file_name: one.fileName,
        file_sha256: `\\x${one.fileSha256}`,
        format: one.format,
        state: one.state,
        state_reason: one.stateReason,
        rows_read: one.read,
        imported: one.imported,
        duplicates: one.duplicates,
        skipped: one.skipped,
        failed: one.failed,
        is_demo: false,
        time_zone: one.timeZone,
        created_at: one.createdAt,
        finished_at: one.finishedAt,
      })),
    });
    const failures = over.flatMap(({ id: importId, failures: of }) => of.map((one) => ({ importId, ...one })));
    await tx.query(FAILURES, [userId, JSON.stringify(failures.filter(({ importId }) => added.has(importId)))]);
    const ran = rows.length - over.length;
    return { imported: added.size, skipped: ran === 0 ? {} : { 'an import that was not over': ran } };
  },
});

const FAILURES = `
  INSERT INTO import_failures (import_id, user_id, file, line, reason)
  SELECT "importId", $1, file, line, reason FROM jsonb_to_recordset($2::jsonb) AS f ("importId" uuid, file text, line int, reason text)
  ON CONFLICT DO NOTHING`;

/** Accounts elsewhere, read on from where they were; a token or session key is not in an archive and is asked for again. */
export const connectionsFile = restoredFile({
  name: /^connections\.jsonl$/u,
  schema: z.object({
    id,
    service: z.enum(['listenbrainz', 'lastfm']),
    externalName: words.min(1),
    hasCredential: z.boolean(),
    state: z.enum(['active', 'paused', 'failing']),
    stateReason: words.nullable(),
    intervalSeconds: number.min(1),
    nextDueAt: moment,
    lastSyncedAt: moment.nullable(),
    newestListenedAt: moment.nullable(),
    oldestListenedAt: moment.nullable(),
    backfillComplete: z.boolean(),
    remoteCount: number.nullable(),
    createdAt: moment,
  }),
  async restore(tx, rows, { userId, isEmpty }) {
    if (!isEmpty) return { imported: 0, skipped: { 'an account that you connect yourself': rows.length } };
    const added = await addOwnRows(tx, {
      table: 'connections',
      userId,
      rows: rows.map((one) => ({
        id: one.id,
        service: one.service,
        external_name: one.externalName,
        state: one.state,
        state_reason: one.stateReason,
        next_due_at: one.nextDueAt,
        interval_seconds: one.intervalSeconds,
        consecutive_failures: 0,
        newest_listened_at: one.newestListenedAt,
        oldest_listened_at: one.oldestListenedAt,
        backfill_complete: one.backfillComplete,
        remote_count: one.remoteCount,
        last_synced_at: one.lastSyncedAt,
        created_at: one.createdAt,
      })),
    });
    return { imported: added.size };
  },
});

const amount = z.number().min(0).max(1);
const card = z.strictObject({
  kind: z.enum(['week', 'year']),
  title: words,
  from: day,
  to: day,
  inProgress: z.boolean(),
  name: words.nullable(),
  listens: count.nullable(),
  sentence: words.nullable(),
  months: z.array(count.nullable()).length(12).nullable(),
  axes: z.array(z.strictObject({ axis: words, mean: amount, low: amount, high: amount })).nullable(),
  coverage: amount.nullable(),
  artists: z
    .array(z.strictObject({ name: words, plays: count }))
    .max(5)
    .nullable(),
  tracks: z
    .array(z.strictObject({ title: words, artistCredit: words, plays: count }))
    .max(5)
    .nullable(),
});

/** Shared cards, under new addresses that nobody knows yet: what was withdrawn with its listener is not shown again by itself. */
export const sharesFile = restoredFile({
  name: /^shares\.jsonl$/u,
  schema: z.object({ id, card, createdAt: moment }),
  async restore(tx, rows, { userId }) {
    const added = await addOwnRows(tx, {
      table: 'shares',
      userId,
      rows: rows.map((one) => ({
        id: one.id,
        token: randomBytes(16).toString('base64url'),
        card: one.card,
        created_at: one.createdAt,
      })),
    });
    return { imported: added.size };
  },
});
