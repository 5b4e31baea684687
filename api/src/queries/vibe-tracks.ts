import { artistKey, nameTagFinder, trackWords, type GivenTag, type VibeTrack } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** A span of time and the zone whose days are counted. */
export interface VibeSpan {
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
}

/** A listener's plays in a span by track and day, each with the words of its track. */
export async function readVibeTracks(tx: Sql, userId: string, { from, to, timeZone }: VibeSpan): Promise<VibeTrack[]> {
  const plays = await tx.query<PlaysRow>(PLAYS, [userId, from, to, timeZone]);
  const ids = [...new Set(plays.map(({ recordingId }) => recordingId))];
  const tracks = await readTracks(tx, userId, ids);
  return plays.map(({ recordingId, day, plays: count }) => ({ ...tracks.get(recordingId)!, day, plays: count }));
}

type Track = Omit<VibeTrack, 'day' | 'plays'>;

async function readTracks(tx: Sql, userId: string, ids: readonly string[]): Promise<Map<string, Track>> {
  const rows = await tx.query<TrackRow>(TRACKS, [ids]);
  const own = byId(await tx.query<TagsRow>(RECORDING_TAGS, [ids]));
  const theirs = byId(await tx.query<TagsRow>(ARTIST_TAGS, [[...new Set(rows.flatMap(({ artistIds }) => artistIds))]]));
  const tagged = byId(
    await tx.query<HeardRow>(heardBy(`e.model LIKE 'musicnn%' AND e.model <> 'musicnn-mtt'`), [userId, ids]),
  );
  const heard = byId(
    await tx.query<HeardRow>(heardBy(`e.model NOT LIKE 'musicnn%' AND e.model <> 'vibenet'`), [userId, ids]),
  );
  return new Map(
    rows.map(({ id, title, artistCredit, artistIds, artistNames }) => {
      const isName = nameTagFinder([artistCredit, ...artistNames]);
      const tags = [
        ...tagsOf(own.get(id), 'recording'),
        ...artistIds.flatMap((artist) => tagsOf(theirs.get(artist), 'artist')),
      ].filter(({ tag }) => !isName(tag));
      const words = trackWords({ tags, modelTags: tagged.get(id)?.tags ?? null, heard: heard.get(id)?.tags ?? {} });
      return [
        id,
        { recordingId: id, title, artistCredit, artistKey: artistKey(artistNames[0] ?? artistCredit), words },
      ];
    }),
  );
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

interface PlaysRow {
  recordingId: string;
  day: string;
  plays: number;
}
interface TagsRow {
  id: string;
  tags: string[];
  weights: number[];
}
interface TrackRow {
  id: string;
  title: string;
  artistCredit: string;
  artistIds: string[];
  artistNames: string[];
}
interface HeardRow {
  id: string;
  tags: Record<string, number>;
}

function tagsOf(row: TagsRow | undefined, of: 'recording' | 'artist'): GivenTag[] {
  return row === undefined ? [] : row.tags.map((tag, i) => ({ source: 'tags', tag, weight: row.weights[i]!, of }));
}

const PLAYS = `
  SELECT recording_id AS "recordingId", (listened_at AT TIME ZONE $4)::date::text AS day, count(*)::int AS plays
  FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at < $3
  GROUP BY 1, 2`;

const TRACKS = `
  SELECT r.id, r.title, r.artist_credit AS "artistCredit",
    coalesce(array_agg(a.id::text ORDER BY ra.position) FILTER (WHERE a.id IS NOT NULL), '{}') AS "artistIds",
    coalesce(array_agg(a.name ORDER BY ra.position) FILTER (WHERE a.id IS NOT NULL), '{}') AS "artistNames"
  FROM recordings r LEFT JOIN recording_artists ra ON ra.recording_id = r.id LEFT JOIN artists a ON a.id = ra.artist_id
  WHERE r.id = ANY($1::uuid[]) GROUP BY r.id`;

// Weights below a fifth are no words (analysis: trackWords); they need not travel.
const RECORDING_TAGS = `
  SELECT recording_id AS id, array_agg(tag) AS tags, array_agg(weight) AS weights
  FROM recording_tags WHERE recording_id = ANY($1::uuid[]) AND weight >= 0.2 GROUP BY recording_id`;

const ARTIST_TAGS = `
  SELECT artist_id AS id, array_agg(tag) AS tags, array_agg(weight) AS weights
  FROM artist_tags WHERE artist_id = ANY($1::uuid[]) AND weight >= 0.2 GROUP BY artist_id`;

// MagnaTagATune's tags mean other things than people's, and vibenet's values are of axes; other models name words (CLAP by its text half).
const heardBy = (models: string): string => `
  SELECT DISTINCT ON (m.recording_id) m.recording_id AS id, e.tags
  FROM audio_matches m
  JOIN audio_files f ON f.id = m.audio_file_id
  JOIN embeddings e ON e.audio_sha256 = f.audio_sha256
  WHERE m.user_id = $1 AND m.recording_id = ANY($2::uuid[]) AND m.chosen AND ${models} AND e.tags IS NOT NULL
  ORDER BY m.recording_id, e.created_at DESC, e.model, e.model_sha256, e.options_hash`;
