import type { Sql } from '@sidetrack/prisma';
import type { LabelShape } from '../contract/labels.ts';
import { iso } from './moments.ts';

/** The listener's labels and comparisons that were not withdrawn, newest first; of one track where it is named. */
export async function readLabels(
  tx: Sql,
  userId: string,
  { recordingId = null, limit }: { recordingId?: string | null | undefined; limit: number },
): Promise<LabelShape[]> {
  return (await tx.query<LabelRow>(`${SELECT} ${OF_TRACK}`, [userId, recordingId, limit])).map(shape);
}

export async function readLabel(tx: Sql, userId: string, id: string): Promise<LabelShape | undefined> {
  const [row] = await tx.query<LabelRow>(`${SELECT} AND l.id = $2`, [userId, id]);
  return row && shape(row);
}

type LabelRow = Omit<LabelShape, 'createdAt'> & { createdAt: Date };

function shape({ createdAt, ...row }: LabelRow): LabelShape {
  return { ...row, createdAt: iso(createdAt) };
}

const SELECT = `
  SELECT l.id, l.recording_id AS "recordingId", r.title, r.artist_credit AS "artistCredit", l.axis, l.value, l.created_at AS "createdAt",
    CASE WHEN o.id IS NOT NULL
      THEN jsonb_build_object('recordingId', o.id, 'title', o.title, 'artistCredit', o.artist_credit) END AS other
  FROM labels l JOIN recordings r ON r.id = l.recording_id LEFT JOIN recordings o ON o.id = l.other_recording_id
  WHERE l.user_id = $1 AND l.withdrawn_at IS NULL`;

const OF_TRACK = `
    AND ($2::uuid IS NULL OR l.recording_id = $2 OR l.other_recording_id = $2) ORDER BY l.created_at DESC, l.id LIMIT $3`;
