import { calibrateScore, type Bounded, type Calibration } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { ArtistShape } from '../contract/artists.ts';
import { axisNames } from '../contract/primitives.ts';
import { readCalibration } from './calibration.ts';
import { iso, isoOrNull } from './moments.ts';

/** An artist that this listener may see, with what they played of them; undefined where there is none. */
export async function readArtistPage(
  tx: Sql,
  userId: string,
  { id, limit }: { id: string; limit: number },
): Promise<ArtistShape | undefined> {
  const [artist] = await tx.query<ArtistShape['artist']>(ARTIST, [id]);
  if (artist === undefined) return undefined;
  const [sums] = await tx.query<SumsRow>(SUMS, [userId, id]);
  const { tracks, scored, measured, firstAt, latestAt, ...plays } = sums!;
  const rows = await tx.query<TrackRow>(TRACKS, [userId, id, limit]);
  const calibration = await readCalibration(tx, userId);
  return {
    artist,
    plays: { ...plays, firstAt: isoOrNull(firstAt), latestAt: isoOrNull(latestAt) },
    tags: await tx.query<ArtistShape['tags'][number]>(TAGS, [id]),
    heard: { tracks, scored, measured },
    tracks: rows.map((row) => ({ ...row, latestAt: iso(row.latestAt), scores: heardScores(row, calibration) })),
  };
}

type SumsRow = Pick<ArtistShape['plays'], 'total' | 'asGuest' | 'share'> &
  ArtistShape['heard'] & { readonly firstAt: Date | null; readonly latestAt: Date | null };
type TrackRow = Omit<ArtistShape['tracks'][number], 'latestAt' | 'scores'> & {
  readonly latestAt: Date;
  readonly scores: Readonly<Record<string, Bounded>> | null;
};

function heardScores({ recordingId, scores }: TrackRow, calibration: Calibration): Record<string, number> | null {
  const values = axisNames.flatMap((axis) => {
    const own = calibration[axis];
    const score = scores?.[axis];
    const heard = own === undefined ? score : calibrateScore(recordingId, score, own);
    return heard == null ? [] : [[axis, heard.value] as const];
  });
  return values.length === 0 ? null : Object.fromEntries(values);
}

const ARTIST = `SELECT id, mbid, name, private_user_id IS NOT NULL AS "isPrivate" FROM artists WHERE id = $1`;

const TAGS = `SELECT tag, source, weight FROM artist_tags WHERE artist_id = $1 ORDER BY weight DESC, tag, source LIMIT 40`;

const HEARD = `
  credited AS (
    SELECT ra.recording_id, NOT bool_or(ra.position = (SELECT min(position) FROM recording_artists f WHERE f.recording_id = ra.recording_id)) AS as_guest
    FROM recording_artists ra WHERE ra.artist_id = $2 GROUP BY ra.recording_id
  ), heard AS (
    SELECT c.recording_id, c.as_guest, count(*)::int AS plays, min(l.listened_at) AS first_at, max(l.listened_at) AS latest_at
    FROM credited c JOIN listens l ON l.user_id = $1 AND l.recording_id = c.recording_id GROUP BY 1, 2
  )`;

const MEASURED = `
  EXISTS (SELECT FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id JOIN features x ON x.audio_sha256 = f.audio_sha256
          WHERE m.user_id = $1 AND m.recording_id = heard.recording_id AND m.chosen)`;

const SUMS = `
  WITH ${HEARD}
  SELECT coalesce(sum(plays), 0)::int AS total, coalesce(sum(plays) FILTER (WHERE as_guest), 0)::int AS "asGuest",
         coalesce(sum(plays)::float8 / nullif((SELECT count(*) FROM listens WHERE user_id = $1), 0), 0) AS share,
         min(first_at) AS "firstAt", max(latest_at) AS "latestAt", count(*)::int AS tracks,
         count(*) FILTER (WHERE EXISTS (SELECT FROM scores s WHERE s.recording_id = heard.recording_id))::int AS scored,
         count(*) FILTER (WHERE ${MEASURED})::int AS measured
  FROM heard`;

const TRACKS = `
  WITH ${HEARD}, shown AS (SELECT * FROM heard ORDER BY plays DESC, recording_id LIMIT $3)
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", heard.as_guest AS "asGuest", heard.plays,
         heard.latest_at AS "latestAt", ${MEASURED} AS "hasAudio",
         (SELECT jsonb_object_agg(axis, jsonb_build_object('value', value, 'low', low, 'high', high) ORDER BY scored_at, scorer_version)
          FROM scores s WHERE s.recording_id = r.id) AS scores
  FROM shown AS heard JOIN recordings r ON r.id = heard.recording_id ORDER BY heard.plays DESC, r.id`;
