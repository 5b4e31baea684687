import { calibrateScore, type Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';

export interface MapTrack {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly x: number;
  readonly y: number;
  readonly energy: number | null;
  readonly plays: number;
}

/** The tracks of a map that were heard between two instants, the most played ones first. */
export async function readMapTracks(
  tx: Sql,
  userId: string,
  { mapId, during, limit }: { mapId: string; during: { from: Date; to: Date }; limit: number },
): Promise<MapTrack[]> {
  const rows = await tx.query<SharedRow>(TRACKS, [userId, mapId, during.from, during.to, limit]);
  const { energy: own } = await readCalibration(tx, userId);
  return rows.map(({ energy, ...row }) => {
    const heard = own === undefined ? energy : calibrateScore(row.recordingId, energy ?? undefined, own);
    return { ...row, energy: heard?.value ?? null };
  });
}

type SharedRow = Omit<MapTrack, 'energy'> & { readonly energy: Bounded | null };

const TRACKS = `
  WITH heard AS (
    SELECT recording_id, count(*) AS plays FROM listens
    WHERE user_id = $1 AND listened_at >= $3 AND listened_at < $4 GROUP BY recording_id
  ), shown AS (
    SELECT heard.recording_id, heard.plays, t.x, t.y FROM heard JOIN map_tracks t ON t.recording_id = heard.recording_id AND t.map_id = $2
    ORDER BY heard.plays DESC, heard.recording_id LIMIT $5
  )
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", shown.x, shown.y, shown.plays,
         (SELECT jsonb_build_object('value', s.value, 'low', s.low, 'high', s.high) FROM scores s WHERE s.recording_id = r.id AND s.axis = 'energy'
          ORDER BY scored_at DESC, scorer_version DESC LIMIT 1) AS energy
  FROM shown JOIN recordings r ON r.id = shown.recording_id
  ORDER BY shown.plays DESC, r.id`;
