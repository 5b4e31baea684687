import { stat } from 'node:fs/promises';
import { matchKey } from '@sidetrack/analysis';
import { z } from 'zod';
import { findRecordings } from './find-recordings.ts';
import { addOwnRows } from './own-rows.ts';
import { restoredFile } from './restored-file.ts';
import { lost } from './restore-said.ts';
import { id, list, moment, recording, share, words } from './values.ts';

const NOT_HERE = 'a file in a folder that is not on this machine';

/** Folders that are on this machine, which is the listener's own: nobody's archive names folders of a server. */
export const foldersFile = restoredFile({
  name: /^folders\.jsonl$/u,
  schema: z.object({
    id,
    path: words,
    nextDueAt: moment,
    lastScannedAt: moment.nullable(),
    stateReason: words.nullable(),
  }),
  async restore(tx, rows, { userId, isLocal }) {
    const here = [];
    for (const row of isLocal ? rows : []) if (await isFolder(row.path)) here.push(row);
    const added = await addOwnRows(tx, {
      table: 'audio_roots',
      userId,
      rows: here.map((one) => ({
        id: one.id,
        path: one.path,
        next_due_at: one.nextDueAt,
        last_scanned_at: one.lastScannedAt,
        state_reason: one.stateReason,
      })),
    });
    const away = rows.length - here.length;
    return { imported: added.size, skipped: away === 0 ? {} : { 'a folder that is not on this machine': away } };
  },
});

/** Files of such folders. */
export const audioFilesFile = restoredFile({
  name: /^audio-files\.jsonl$/u,
  schema: z.object({
    id,
    folder: words,
    path: words,
    audioSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/u)
      .nullable(),
    sizeBytes: z.number().int().nonnegative(),
    modifiedAt: moment,
    container: words.nullable(),
    durationSeconds: z.number().nullable(),
    title: words.nullable(),
    artist: words.nullable(),
    album: words.nullable(),
    mbid: id.nullable(),
    isrc: words.nullable(),
    state: z.enum(['ready', 'unreadable', 'gone']),
    stateReason: words.nullable(),
  }),
  async restore(tx, rows, { userId, now }) {
    const folders = [...new Set(rows.map(({ folder }) => folder))];
    const found = await tx.query<{ id: string; path: string }>(ROOTS, [userId, folders]);
    const roots = new Map(found.map((one) => [one.path, one.id]));
    const here = rows.filter(({ folder }) => roots.has(folder));
    const added = await addOwnRows(tx, {
      table: 'audio_files',
      userId,
      rows: here.map((one) => ({
        id: one.id,
        root_id: roots.get(one.folder),
        relative_path: one.path,
        size_bytes: one.sizeBytes,
        modified_at: one.modifiedAt,
        audio_sha256: one.audioSha256 === null ? null : `\\x${one.audioSha256}`,
        container: one.container,
        duration_seconds: one.durationSeconds,
        title: one.title,
        artist: one.artist,
        album: one.album,
        recording_mbid: one.mbid,
        isrc: one.isrc,
        match_key: one.title === null || one.artist === null ? null : matchKey(one.artist, one.title),
        state: one.state,
        state_reason: one.stateReason,
        seen_at: now,
      })),
    });
    const away = rows.length - here.length;
    return { imported: added.size, skipped: away === 0 ? {} : { [NOT_HERE]: away } };
  },
});

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const ROOTS = 'SELECT id, path FROM audio_roots WHERE user_id = $1 AND path = ANY($2::text[])';

export const matchesFile = restoredFile({
  name: /^matches\.jsonl$/u,
  schema: recording.extend({
    folder: words,
    path: words,
    rung: words,
    confidence: share,
    chosen: z.boolean(),
    decidedBy: z.enum(['ladder', 'listener']),
    decidedAt: moment,
  }),
  async restore(tx, rows, { userId }) {
    const recordings = await findRecordings(tx, userId, rows);
    const known = rows.flatMap(({ recordingId: told, ...one }) => {
      const recordingId = recordings.get(told);
      return recordingId === undefined ? [] : [{ ...one, recordingId }];
    });
    const [result] = await tx.query<{ added: number; away: number }>(MATCHES, [userId, JSON.stringify(known)]);
    const { added, away } = result!;
    return {
      imported: added,
      skipped: { ...lost(rows.length - known.length), ...(away === 0 ? {} : { [NOT_HERE]: away }) },
    };
  },
});

const MATCHES = `
  WITH told AS (
    SELECT m.*, f.id AS file FROM jsonb_to_recordset($2::jsonb) AS m ("recordingId" uuid, folder text, path text, rung text, confidence real,
      chosen boolean, "decidedBy" text, "decidedAt" timestamptz)
    LEFT JOIN audio_roots r ON r.user_id = $1 AND r.path = m.folder
    LEFT JOIN audio_files f ON f.root_id = r.id AND f.relative_path = m.path
  ), added AS (
    INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen, decided_by, decided_at)
    SELECT $1, "recordingId", file, rung, confidence, chosen, "decidedBy", "decidedAt" FROM told WHERE file IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING 1
  ) SELECT (SELECT count(*)::int FROM added) AS added, (SELECT count(*)::int FROM told WHERE file IS NULL) AS away`;

export const pathMappingsFile = restoredFile({
  name: /^path-mappings\.jsonl$/u,
  schema: z.object({ id, server: words, fromPath: words, toPath: words }),
  async restore(tx, rows, { userId }) {
    const added = await addOwnRows(tx, {
      table: 'path_mappings',
      userId,
      rows: rows.map((one) => ({ id: one.id, server: one.server, from_path: one.fromPath, to_path: one.toPath })),
    });
    return { imported: added.size };
  },
});

const place = z.object({ listenedAt: moment, trackKey: id });

export const decisionsFile = restoredFile({
  name: /^decisions\.jsonl$/u,
  schema: z.object({
    id,
    kind: z.enum(['merge', 'split']),
    from: recording,
    into: recording,
    told: list(z.unknown()),
    moved: z.record(z.string(), z.unknown()),
    listens: list(place),
    decidedAt: moment,
    undoneAt: moment.nullable(),
  }),
  async restore(tx, rows, { userId }) {
    const recordings = await findRecordings(
      tx,
      userId,
      rows.flatMap(({ from, into }) => [from, into]),
    );
    const known = rows.flatMap(({ from, into, ...one }) => {
      const [a, b] = [recordings.get(from.recordingId), recordings.get(into.recordingId)];
      return a === undefined || b === undefined || a === b ? [] : [{ ...one, from: a, into: b }];
    });
    const added = await addOwnRows(tx, {
      table: 'recording_decisions',
      userId,
      rows: known.map((one) => ({
        id: one.id,
        kind: one.kind,
        from_recording_id: one.from,
        into_recording_id: one.into,
        told: one.told,
        moved: one.moved,
        decided_at: one.decidedAt,
        undone_at: one.undoneAt,
      })),
    });
    const plays = known.flatMap(({ id: decision, listens }) => listens.map((play) => ({ decision, ...play })));
    await tx.query(MOVED, [userId, JSON.stringify(plays.filter(({ decision }) => added.has(decision)))]);
    return { imported: added.size, skipped: lost(rows.length - known.length) };
  },
});

const MOVED = `
  INSERT INTO recording_decision_listens (decision_id, user_id, listened_at, track_key)
  SELECT p.decision, $1, l.listened_at, l.track_key
  FROM jsonb_to_recordset($2::jsonb) AS p (decision uuid, "listenedAt" timestamptz, "trackKey" uuid)
  JOIN listens l ON l.user_id = $1 AND l.listened_at = p."listenedAt" AND l.track_key = p."trackKey"
  ON CONFLICT DO NOTHING`;
