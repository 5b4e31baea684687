import type { Sql } from '@sidetrack/prisma';
import { z } from 'zod';
import { findRecordings } from './find-recordings.ts';
import { addOwnRows, ownIds } from './own-rows.ts';
import { restoredFile } from './restored-file.ts';
import { axis, count, id, json, list, moment, recording, share, words } from './values.ts';
import type { NamedRecording } from './values.ts';

const label = recording.extend({
  id,
  axis,
  kind: z.enum(['absolute', 'pairwise']),
  value: share,
  otherRecordingId: id.nullable(),
  otherMbid: id.nullable(),
  otherTitle: words.nullable(),
  otherArtistCredit: words.nullable(),
  createdAt: moment,
  withdrawnAt: moment.nullable(),
});

export const labelsFile = restoredFile({
  name: /^labels\.jsonl$/u,
  schema: label,
  async restore(tx, rows, { userId }) {
    const recordings = await findRecordings(tx, userId, [...rows, ...rows.flatMap(otherOf)]);
    const known = rows.filter(
      ({ recordingId, otherRecordingId }) =>
        recordings.has(recordingId) && (otherRecordingId === null || recordings.has(otherRecordingId)),
    );
    const added = await addOwnRows(tx, {
      table: 'labels',
      userId,
      rows: known.map((one) => ({
        id: one.id,
        recording_id: recordings.get(one.recordingId),
        axis: one.axis,
        kind: one.kind,
        value: one.value,
        other_recording_id: one.otherRecordingId === null ? null : recordings.get(one.otherRecordingId),
        created_at: one.createdAt,
        withdrawn_at: one.withdrawnAt,
      })),
    });
    return { imported: added.size, skipped: lost(rows.length - known.length) };
  },
});

function otherOf({ otherRecordingId, otherMbid, otherTitle, otherArtistCredit }: z.output<typeof label>) {
  if (otherRecordingId === null || otherTitle === null || otherArtistCredit === null) return [];
  return [{ recordingId: otherRecordingId, mbid: otherMbid, title: otherTitle, artistCredit: otherArtistCredit }];
}

/** Rows about tracks that are not among the tracks of the archive. */
export function lost(rows: number): Record<string, number> {
  return rows === 0 ? {} : { 'about a track that is not in the archive': rows };
}

export const calibrationsFile = restoredFile({
  name: /^calibrations\.jsonl$/u,
  schema: z.object({ axis, parameters: z.record(z.string(), json), fittedAt: moment }),
  async restore(tx, rows, { userId }) {
    const added = await tx.query(CALIBRATIONS, [userId, JSON.stringify(rows)]);
    return { imported: added.length };
  },
});

const CALIBRATIONS = `
  INSERT INTO calibrations (user_id, axis, parameters, fitted_at)
  SELECT $1, axis, parameters, "fittedAt" FROM jsonb_to_recordset($2::jsonb) AS c (axis text, parameters jsonb, "fittedAt" timestamptz)
  ON CONFLICT DO NOTHING RETURNING axis`;

const track = recording.extend({ note: words.nullable(), addedAt: moment, removedAt: moment.nullable() });

export const playlistsFile = restoredFile({
  name: /^playlists\.jsonl$/u,
  schema: z.object({
    id,
    name: words.min(1),
    mixtape: json,
    createdAt: moment,
    updatedAt: moment,
    revision: count.max(2 ** 31 - 1),
    sentMbid: id.nullable(),
    sentAt: moment.nullable(),
    sentRevision: count.max(2 ** 31 - 1).nullable(),
    tracks: list(track),
    removed: list(track),
  }),
  async restore(tx, rows, { userId }) {
    const added = await addOwnRows(tx, {
      table: 'playlists',
      userId,
      rows: rows.map((one) => ({
        id: one.id,
        name: one.name,
        mixtape: one.mixtape,
        revision: one.revision,
        created_at: one.createdAt,
        updated_at: one.updatedAt,
        sent_mbid: one.sentMbid,
        sent_at: one.sentAt,
        sent_revision: one.sentRevision,
      })),
    });
    const ids = await ownIds(tx, { table: 'playlists', userId, ids: rows.map(({ id: told }) => told) });
    for (const { id: told, tracks, removed } of rows) {
      const playlistId = ids.get(told);
      if (playlistId === undefined || !added.has(playlistId)) continue;
      const placed = tracks.map((one, position) => ({ ...one, position }));
      await addTracks(tx, userId, {
        playlistId,
        tracks: [...placed, ...removed.map((one) => ({ ...one, position: null }))],
      });
    }
    return { imported: added.size };
  },
});

interface Placed extends NamedRecording {
  readonly position: number | null;
  readonly note: string | null;
  readonly addedAt: string;
  readonly removedAt: string | null;
}

async function addTracks(
  tx: Sql,
  userId: string,
  { playlistId, tracks }: { playlistId: string; tracks: readonly Placed[] },
): Promise<void> {
  const recordings = await findRecordings(tx, userId, tracks);
  const rows = tracks.flatMap(({ recordingId: told, position, note, addedAt, removedAt }) => {
    const recordingId = recordings.get(told);
    return recordingId === undefined ? [] : [{ recordingId, position, note, addedAt, removedAt }];
  });
  await tx.query(TRACKS, [userId, playlistId, JSON.stringify(rows)]);
}

const TRACKS = `
  INSERT INTO playlist_tracks (playlist_id, recording_id, user_id, position, note, added_at, removed_at)
  SELECT $2::uuid, "recordingId", $1::uuid, position, note, "addedAt", "removedAt"
  FROM jsonb_to_recordset($3::jsonb) AS t ("recordingId" uuid, position int, note text, "addedAt" timestamptz, "removedAt" timestamptz)
  ON CONFLICT (playlist_id, recording_id) DO NOTHING`;
