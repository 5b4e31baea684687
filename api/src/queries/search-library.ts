import { tagKey, type SearchLibrary, type SearchTrack, type TagPosting } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** Tracks that a listener has heard, numbered by their ids, with the tags of tracks and artists. What models say is read apart. */
export async function readSearchLibrary(tx: Sql, userId: string): Promise<Omit<SearchLibrary, 'ofModels'>> {
  const tracks = await tx.query<SearchTrack>(TRACKS, [userId]);
  const pairs = await tx.query<{ artists: Uint8Array | null; tracks: Uint8Array | null; count: number }>(CREDITS, [
    userId,
  ]);
  return {
    tracks,
    tracksOf: tracksOf(pairs[0]!),
    ofTracks: postingsOf(await tx.query<PackedPosting>(OF_TRACKS, [userId])),
    ofArtists: postingsOf(await tx.query<PackedPosting>(OF_ARTISTS, [userId])),
  };
}

/** A tag with its bearers in packed form, in any order and some of them more than once: int4 each for `holders`, float4 each for `weights`. */
export interface PackedPosting {
  tag: string;
  holders: Uint8Array;
  weights: Uint8Array;
}

/** By the names of their tags, whatever the database's collation is. */
export function postingsOf(rows: readonly PackedPosting[]): TagPosting[] {
  return rows.map(postingOf).sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

/** Bearers ascending, each once with the greatest weight that any source gives. Cheaper here than in the database. */
function postingOf({ tag, holders, weights }: PackedPosting): TagPosting {
  const [numbers, values] = [viewOf(holders), viewOf(weights)];
  const given = Array.from({ length: numbers.byteLength / 4 }, (_, i) => i).sort(
    (a, b) => numbers.getInt32(4 * a) - numbers.getInt32(4 * b) || values.getFloat32(4 * b) - values.getFloat32(4 * a),
  );
  const once = given.filter((at, i) => i === 0 || numbers.getInt32(4 * at) !== numbers.getInt32(4 * given[i - 1]!));
  return {
    tag,
    key: tagKey(tag),
    holders: Int32Array.from(once, (at) => numbers.getInt32(4 * at)),
    weights: Float32Array.from(once, (at) => values.getFloat32(4 * at)),
  };
}

export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function tracksOf({
  artists,
  tracks,
  count,
}: {
  artists: Uint8Array | null;
  tracks: Uint8Array | null;
  count: number;
}): number[][] {
  const found = Array.from({ length: count }, (): number[] => []);
  if (artists === null || tracks === null) return found;
  const [left, right] = [viewOf(artists), viewOf(tracks)];
  for (let at = 0; at < left.byteLength; at += 4) found[left.getInt32(at)]!.push(right.getInt32(at));
  return found;
}

/** The numbers of a listener's tracks, which every query here must give alike. */
export const NUMBERED = `
  numbered AS MATERIALIZED (
    SELECT recording_id, plays, (row_number() OVER (ORDER BY recording_id) - 1)::int AS track FROM heard_recordings WHERE user_id = $1
  )`;
const ARTISTS = `
  credited AS MATERIALIZED (
    SELECT a.artist_id, n.track, (dense_rank() OVER (ORDER BY a.artist_id) - 1)::int AS artist
    FROM numbered n JOIN recording_artists a ON a.recording_id = n.recording_id
  )`;

const TRACKS = `
  WITH ${NUMBERED}
  SELECT r.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", n.plays
  FROM numbered n JOIN recordings r ON r.id = n.recording_id ORDER BY n.track`;

const CREDITS = `
  WITH ${NUMBERED}, ${ARTISTS}
  SELECT string_agg(int4send(artist), '' ORDER BY artist, track) AS artists, string_agg(int4send(track), '' ORDER BY artist, track) AS tracks,
         coalesce(max(artist) + 1, 0) AS count
  FROM (SELECT DISTINCT artist, track FROM credited) AS pairs`;

const OF_TRACKS = `
  WITH ${NUMBERED}
  SELECT t.tag, string_agg(int4send(n.track), '') AS holders, string_agg(float4send(t.weight), '') AS weights
  FROM numbered n JOIN recording_tags t ON t.recording_id = n.recording_id GROUP BY t.tag`;

const OF_ARTISTS = `
  WITH ${NUMBERED}, ${ARTISTS}
  SELECT t.tag, string_agg(int4send(c.artist), '') AS holders, string_agg(float4send(t.weight), '') AS weights
  FROM (SELECT DISTINCT artist_id, artist FROM credited) AS c JOIN artist_tags t ON t.artist_id = c.artist_id GROUP BY t.tag`;
