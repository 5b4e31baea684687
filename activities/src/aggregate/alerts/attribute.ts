import {
  addWeeks,
  artistKey,
  attributeChange,
  calibrateScore,
  SCORER_VERSION,
  type DatedChange,
  type SpannedTrack,
  type WeekCalendar,
} from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from '../calibrations/read-calibration.ts';

/** Who moved the mean, strongest first: what alerts store. `others` sums those that are not named; all sums are exact. */
export interface StoredAttribution {
  before: number | null;
  after: number | null;
  evidence: number;
  artists: {
    artist: string;
    artistId: string | null;
    shareBefore: number;
    shareAfter: number;
    change: number;
    mix: number;
    within: number;
  }[];
  otherArtists: { count: number; change: number };
  tracks: {
    recordingId: string;
    title: string;
    artistCredit: string;
    shareBefore: number;
    shareAfter: number;
    change: number;
  }[];
  otherTracks: { count: number; change: number };
}

/** The weeks before a change that its plays are compared with, at most. */
const MOST_WEEKS_BEFORE = 52;
const NAMED = 10;

/** Attributes a change to artists and tracks: the plays from its first week on against those of the weeks before it. */
export async function attribute(
  tx: Sql,
  { userId, change, calendar }: { userId: string; change: DatedChange; calendar: WeekCalendar },
): Promise<StoredAttribution> {
  const earliest = addWeeks(change.since, -MOST_WEEKS_BEFORE);
  const rows = await tx.query<PlayedRow>(PLAYED, [
    userId,
    calendar.boundsOf(change.baselineFrom > earliest ? change.baselineFrom : earliest).from,
    calendar.boundsOf(change.since).from,
    calendar.boundsOf(change.weekStart).to,
    change.axis,
    SCORER_VERSION,
  ]);
  const calibration = (await readCalibration(tx, userId))[change.axis];
  const byId = new Map(rows.map((row) => [row.recordingId, row]));
  const tracks = rows.map((row): SpannedTrack => {
    const { recordingId, before, after, score, hasAudio, artist } = row;
    const heard = calibration === undefined ? score : calibrateScore(recordingId, score ?? undefined, calibration);
    const evidence = hasAudio ? 'audio' : 'tags';
    return { recordingId, before, after, value: heard?.value ?? null, evidence, group: artistKey(artist) };
  });
  const found = attributeChange(tracks);
  if (found === null) return NOTHING;
  const artists = new Map(rows.map((row) => [artistKey(row.artist), row]));
  const sum = (parts: readonly { change: number }[]) => parts.reduce((total, part) => total + part.change, 0);
  return {
    before: found.before,
    after: found.after,
    evidence: found.evidence,
    artists: found.groups.slice(0, NAMED).map(({ group, ...influence }) => {
      const { artist, artistId } = artists.get(group!)!;
      return { artist, artistId, ...influence };
    }),
    otherArtists: { count: Math.max(0, found.groups.length - NAMED), change: sum(found.groups.slice(NAMED)) },
    tracks: found.tracks.slice(0, NAMED).map((influence) => {
      const { title, artistCredit } = byId.get(influence.recordingId)!;
      return { ...influence, title, artistCredit };
    }),
    otherTracks: { count: Math.max(0, found.tracks.length - NAMED), change: sum(found.tracks.slice(NAMED)) },
  };
}

const NOTHING: StoredAttribution = {
  before: null,
  after: null,
  evidence: 0,
  artists: [],
  otherArtists: { count: 0, change: 0 },
  tracks: [],
  otherTracks: { count: 0, change: 0 },
};

interface PlayedRow {
  recordingId: string;
  title: string;
  artistCredit: string;
  artist: string;
  artistId: string | null;
  before: number;
  after: number;
  score: { value: number; low: number; high: number } | null;
  hasAudio: boolean;
}

// The first credited artist stands for the recording's artist, as in the weeks.
const PLAYED = `
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(a.name, r.artist_credit) AS artist, a.id AS "artistId",
         heard.before, heard.after, coalesce(s.has_audio, false) AS "hasAudio",
         CASE WHEN s.value IS NULL THEN NULL ELSE jsonb_build_object('value', s.value, 'low', s.low, 'high', s.high) END AS score
  FROM (
    SELECT recording_id, count(*) FILTER (WHERE listened_at < $3)::int AS before, count(*) FILTER (WHERE listened_at >= $3)::int AS after
    FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at < $4 GROUP BY recording_id
  ) AS heard
  JOIN recordings r ON r.id = heard.recording_id
  LEFT JOIN LATERAL (
    SELECT ar.id, ar.name FROM recording_artists ra JOIN artists ar ON ar.id = ra.artist_id
    WHERE ra.recording_id = r.id ORDER BY ra.position LIMIT 1
  ) AS a ON true
  LEFT JOIN scores s ON s.recording_id = r.id AND s.axis = $5 AND s.scorer_version = $6
  ORDER BY r.id`;
