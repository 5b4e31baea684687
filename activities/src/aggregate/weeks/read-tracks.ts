import { artistKey, SCORER_VERSION, isAxis, type Axis, type WeekTrack } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { WeekPlays } from './read-plays.ts';

/** What a summary needs to know of a recording. hasAudio: its scores rest on measured sound. */
export interface Track extends Omit<WeekTrack, 'plays' | 'scores'> {
  scores: Partial<Record<Axis, { value: number; low: number; high: number }>>;
}

/** The recordings played in these weeks, by id. */
export async function readTracks(tx: Sql, weeks: readonly WeekPlays[]): Promise<Map<string, Track>> {
  const ids = [...new Set(weeks.flatMap(({ plays }) => [...plays.keys()]))].sort();
  const recordings = await tx.query<RecordingRow>(RECORDINGS, [ids]);
  const tracks = new Map<string, Track>(
    recordings.map(({ recordingId, title, artistCredit, artistName }) => [
      recordingId,
      { recordingId, title, artistCredit, artistName, artistKey: artistKey(artistName), hasAudio: false, scores: {} },
    ]),
  );
  for (const { id, axis, value, low, high, hasAudio } of await tx.query<ScoreRow>(SCORES, [ids, SCORER_VERSION])) {
    const track = tracks.get(id);
    if (track === undefined || !isAxis(axis)) continue;
    track.scores[axis] = { value, low, high };
    track.hasAudio ||= hasAudio;
  }
  return tracks;
}

interface RecordingRow {
  recordingId: string;
  title: string;
  artistCredit: string;
  artistName: string;
}

interface ScoreRow {
  id: string;
  axis: string;
  value: number;
  low: number;
  high: number;
  hasAudio: boolean;
}

// The first credited artist stands for the recording's artist; without metadata it is the credit as it was told.
const RECORDINGS = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(a.name, r.artist_credit) AS "artistName"
  FROM recordings r
  LEFT JOIN LATERAL (
    SELECT ar.name FROM recording_artists ra JOIN artists ar ON ar.id = ra.artist_id
    WHERE ra.recording_id = r.id ORDER BY ra.position LIMIT 1
  ) AS a ON true
  WHERE r.id = ANY($1::uuid[])`;

const SCORES = `
  SELECT recording_id AS id, axis, value, low, high, has_audio AS "hasAudio"
  FROM scores WHERE recording_id = ANY($1::uuid[]) AND scorer_version = $2`;
