import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';
import { iso } from './moments.ts';

export interface LabelShape {
  readonly id: string;
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly axis: AxisName;
  readonly value: number;
  readonly createdAt: string;
}

/** The listener's labels that were not withdrawn, newest first. */
export async function readLabels(tx: Sql, userId: string, limit: number): Promise<LabelShape[]> {
  return (await tx.query<LabelRow>(`${SELECT} ORDER BY l.created_at DESC, l.id LIMIT $2`, [userId, limit])).map(shape);
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
  SELECT l.id, l.recording_id AS "recordingId", r.title, r.artist_credit AS "artistCredit", l.axis, l.value, l.created_at AS "createdAt"
  FROM labels l JOIN recordings r ON r.id = l.recording_id
  WHERE l.user_id = $1 AND l.kind = 'absolute' AND l.withdrawn_at IS NULL`;
