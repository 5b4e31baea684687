import { isoWeekOf } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { alertSentence } from '../change/alert-sentence.ts';
import { artistIdOf } from '../change/artist-id.ts';
import type { AlertShape } from '../contract/alerts.ts';
import { iso, isoOrNull } from './moments.ts';

/** Changes of taste that still stand, newest first: all, or those that were announced and not dismissed. */
export async function readAlerts(
  tx: Sql,
  userId: string,
  { all, limit }: { all: boolean; limit: number },
): Promise<AlertShape[]> {
  return (await tx.query<AlertRow>(`${SELECT} ${ORDER} LIMIT $3`, [userId, all, limit])).map(shape);
}

/** Dismisses an alert, if it is not yet; undefined where there is none. */
export async function dismissAlert(
  tx: Sql,
  userId: string,
  { id, now }: { id: string; now: Date },
): Promise<AlertShape | undefined> {
  await tx.query(DISMISS, [userId, id, now]);
  return readAlert(tx, userId, id);
}

/** Opens a dismissed alert again; undefined where there is none. */
export async function restoreAlert(tx: Sql, userId: string, id: string): Promise<AlertShape | undefined> {
  await tx.query(RESTORE, [userId, id]);
  return readAlert(tx, userId, id);
}

async function readAlert(tx: Sql, userId: string, id: string): Promise<AlertShape | undefined> {
  const [row] = await tx.query<AlertRow>(`${SELECT} AND id = $3`, [userId, true, id]);
  return row && shape(row);
}

type Attributed = Pick<AlertShape, 'evidence' | 'artists' | 'otherArtists' | 'tracks' | 'otherTracks'>;
type AlertRow = Omit<AlertShape, keyof Attributed | 'found' | 'since' | 'sentence' | 'raisedAt' | 'dismissedAt'> & {
  weekStart: string;
  since: string;
  raisedAt: Date;
  dismissedAt: Date | null;
  attribution: Omit<Attributed, 'artists'> & {
    artists: (Omit<Attributed['artists'][number], 'artistId'> & { artistId: string | null })[];
  };
};

function shape({ weekStart, since, raisedAt, dismissedAt, attribution, ...row }: AlertRow): AlertShape {
  const { evidence, artists, otherArtists, tracks, otherTracks } = attribution;
  const alert = {
    ...row,
    found: { isoWeek: isoWeekOf(weekStart), weekStart },
    since: { isoWeek: isoWeekOf(since), weekStart: since },
    raisedAt: iso(raisedAt),
    dismissedAt: isoOrNull(dismissedAt),
    artists: artists.map(({ artistId, ...artist }) => ({ ...artist, ...artistIdOf(artistId) })),
    ...{ evidence, otherArtists, tracks, otherTracks },
  };
  return { ...alert, sentence: alertSentence(alert) };
}

const SELECT = `
  SELECT id, axis, direction, week_start AS "weekStart", since, size, low, high, announced, raised_at AS "raisedAt",
         dismissed_at AS "dismissedAt", mean_before AS before, mean_after AS after, attribution,
         (SELECT coalesce(bool_and(coalesce((source ->> 'calibrated')::boolean, false)), false)
          FROM jsonb_array_elements(attribution -> 'tracks') AS track
          JOIN scores s ON s.recording_id = (track ->> 'recordingId')::uuid AND s.axis = alerts.axis
          CROSS JOIN LATERAL jsonb_array_elements(s.sources) AS source) AS calibrated
  FROM alerts WHERE user_id = $1 AND stands AND ($2 OR (announced AND dismissed_at IS NULL))`;
const ORDER = 'ORDER BY week_start DESC, axis, direction';

const DISMISS = `UPDATE alerts SET dismissed_at = $3 WHERE user_id = $1 AND id = $2 AND stands AND dismissed_at IS NULL`;

const RESTORE = `UPDATE alerts SET dismissed_at = NULL WHERE user_id = $1 AND id = $2 AND stands`;
