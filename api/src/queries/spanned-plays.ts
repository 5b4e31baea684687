import { calibrateScore, type Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';
import type { AxisName } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';

/** A recording that was played in one or both of two spans. Scores are those that this listener hears; an unknown one is absent. */
export interface SpannedRecording {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  /** The first credited artist; without metadata the credit as it was told, and no id. */
  readonly artist: string;
  readonly artistId: string | null;
  readonly recordLabel: string | null;
  readonly before: number;
  readonly after: number;
  readonly hasAudio: boolean;
  readonly scores: Readonly<Partial<Record<AxisName, number>>>;
}

export interface Spans {
  /** From `before` (inclusive) to `from`, and from there to `to` (exclusive). */
  readonly before: Date;
  readonly from: Date;
  readonly to: Date;
}

/** What was played in two spans that follow each other, by recording id. */
export async function readSpannedPlays(
  tx: Sql,
  userId: string,
  { before, from, to }: Spans,
): Promise<SpannedRecording[]> {
  const rows = await tx.query<SpannedRow>(PLAYS, [userId, before, from, to]);
  const calibration = await readCalibration(tx, userId);
  return rows.map(({ scores, ...row }) => ({
    ...row,
    scores: Object.fromEntries(
      axisNames.flatMap((axis) => {
        const [own, shared] = [calibration[axis], scores?.[axis]];
        const heard = own === undefined ? shared : calibrateScore(row.recordingId, shared, own);
        return heard == null ? [] : [[axis, heard.value]];
      }),
    ),
  }));
}

type SpannedRow = Omit<SpannedRecording, 'scores'> & { readonly scores: Partial<Record<AxisName, Bounded>> | null };

// Of two scores on one axis the one aggregated last, the newest, stays in the object.
const PLAYS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(a.name, r.artist_credit) AS artist, a.id AS "artistId",
         rel.record_label AS "recordLabel", heard.before, heard.after, coalesce(s.has_audio, false) AS "hasAudio", s.scores
  FROM (
    SELECT recording_id, count(*) FILTER (WHERE listened_at < $3)::int AS before, count(*) FILTER (WHERE listened_at >= $3)::int AS after
    FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at < $4 GROUP BY recording_id
  ) AS heard
  JOIN recordings r ON r.id = heard.recording_id
  LEFT JOIN releases rel ON rel.id = r.release_id
  LEFT JOIN LATERAL (
    SELECT ar.id, ar.name FROM recording_artists ra JOIN artists ar ON ar.id = ra.artist_id
    WHERE ra.recording_id = r.id ORDER BY ra.position LIMIT 1
  ) AS a ON true
  LEFT JOIN LATERAL (
    SELECT bool_or(has_audio) AS has_audio,
           jsonb_object_agg(axis, jsonb_build_object('value', value, 'low', low, 'high', high) ORDER BY scored_at, scorer_version) AS scores
    FROM scores WHERE recording_id = r.id
  ) AS s ON true
  ORDER BY r.id`;
