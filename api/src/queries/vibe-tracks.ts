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
  const tracks = new Map((await tx.query<TrackRow>(TRACKS, [ids])).map((row) => [row.id, row]));
  const artistTags = await readArtistTags(tx, ids);
  const heard = new Map((await tx.query<HeardRow>(HEARD, [userId, ids])).map(({ id, tags }) => [id, tags]));
  const told = new Map(
    [...tracks.values()].map((track) => {
      const isName = nameTagFinder([track.artistCredit, ...track.artistNames]);
      const tags = [
        ...tagsOf(track, 'recording'),
        ...track.artistIds.flatMap((id) => (artistTags.has(id) ? tagsOf(artistTags.get(id)!, 'artist') : [])),
      ].filter(({ tag }) => !isName(tag));
      return [track.id, trackWords({ tags, modelTags: heard.get(track.id) ?? null })] as const;
    }),
  );
  return plays.map(({ recordingId, ...play }) => {
    const { title, artistCredit, artistNames } = tracks.get(recordingId)!;
    const artist = artistKey(artistNames[0] ?? artistCredit);
    return { recordingId, title, artistCredit, artistKey: artist, ...play, words: told.get(recordingId)! };
  });
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
interface TrackRow extends TagsRow {
  title: string;
  artistCredit: string;
  artistIds: string[];
  artistNames: string[];
}
interface HeardRow {
  id: string;
  tags: Record<string, number>;
}

async function readArtistTags(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, TagsRow>> {
  return new Map((await tx.query<TagsRow>(ARTIST_TAGS, [recordingIds])).map((row) => [row.id, row]));
}

function tagsOf({ tags, weights }: TagsRow, of: 'recording' | 'artist'): GivenTag[] {
  return tags.map((tag, i) => ({ source: 'tags', tag, weight: weights[i]!, of }));
}

const PLAYS = `
  SELECT recording_id AS "recordingId", (listened_at AT TIME ZONE $4)::date::text AS day, count(*)::int AS plays
  FROM listens WHERE user_id = $1 AND listened_at >= $2 AND listened_at < $3
  GROUP BY 1, 2 ORDER BY 1, 2`;

// Weights below a fifth are no words (analysis: trackWords); they need not travel.
const TRACKS = `
  SELECT r.id, r.title, r.artist_credit AS "artistCredit",
    coalesce(t.tags, '{}') AS tags, coalesce(t.weights, '{}') AS weights, coalesce(a.ids, '{}') AS "artistIds", coalesce(a.names, '{}') AS "artistNames"
  FROM recordings r
  LEFT JOIN LATERAL (
    SELECT array_agg(tag ORDER BY tag, source) AS tags, array_agg(weight ORDER BY tag, source) AS weights
    FROM recording_tags WHERE recording_id = r.id AND weight >= 0.2
  ) t ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(ra.artist_id::text ORDER BY ra.position) AS ids, array_agg(x.name ORDER BY ra.position) AS names
    FROM recording_artists ra JOIN artists x ON x.id = ra.artist_id WHERE ra.recording_id = r.id
  ) a ON true
  WHERE r.id = ANY($1::uuid[]) ORDER BY r.id`;

const ARTIST_TAGS = `
  SELECT artist_id AS id, array_agg(tag ORDER BY tag, source) AS tags, array_agg(weight ORDER BY tag, source) AS weights
  FROM artist_tags
  WHERE weight >= 0.2 AND artist_id IN (SELECT artist_id FROM recording_artists WHERE recording_id = ANY($1::uuid[]))
  GROUP BY artist_id ORDER BY artist_id`;

// MagnaTagATune's tags mean other things than people's.
const HEARD = `
  SELECT DISTINCT ON (m.recording_id) m.recording_id AS id, e.tags
  FROM audio_matches m
  JOIN audio_files f ON f.id = m.audio_file_id
  JOIN embeddings e ON e.audio_sha256 = f.audio_sha256
  WHERE m.user_id = $1 AND m.recording_id = ANY($2::uuid[]) AND m.chosen AND e.model LIKE 'musicnn%' AND e.model <> 'musicnn-mtt' AND e.tags IS NOT NULL
  ORDER BY m.recording_id, e.created_at DESC, e.model, e.model_sha256, e.options_hash`;
