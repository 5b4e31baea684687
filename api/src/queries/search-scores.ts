import type { Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';
import { NUMBERED, viewOf } from './search-library.ts';

/** Scores on one axis by the numbers of tracks; null where there is none. */
export type SharedScores = readonly (Bounded | null)[];

/** The newest scores of a listener's tracks on one axis, as everybody shares them. */
export async function readSearchScores(
  tx: Sql,
  userId: string,
  { axis, tracks }: { axis: AxisName; tracks: number },
): Promise<SharedScores> {
  const [row] = await tx.query<{ tracks: Uint8Array | null; bounds: Uint8Array | null }>(SCORES, [userId, axis]);
  const scores: (Bounded | null)[] = Array.from({ length: tracks }, () => null);
  if (row?.tracks == null || row.bounds === null) return scores;
  const [numbers, bounds] = [viewOf(row.tracks), viewOf(row.bounds)];
  for (let i = 0; i < numbers.byteLength / 4; i++) {
    const real = (at: number) => bounds.getFloat32(12 * i + 4 * at);
    scores[numbers.getInt32(4 * i)] = { value: real(0), low: real(1), high: real(2) };
  }
  return scores;
}

const SCORES = `
  WITH ${NUMBERED}, newest AS (
    SELECT DISTINCT ON (n.track) n.track, s.value, s.low, s.high FROM numbered n JOIN scores s ON s.recording_id = n.recording_id
    WHERE s.axis = $2 ORDER BY n.track, s.scored_at DESC, s.scorer_version DESC
  )
  SELECT string_agg(int4send(track), '' ORDER BY track) AS tracks,
         string_agg(float4send(value) || float4send(low) || float4send(high), '' ORDER BY track) AS bounds
  FROM newest`;
