import type { SearchLibrary, SearchTrack, TagPosting } from '@sidetrack/analysis';
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
    ofTracks: (await tx.query<PackedPosting>(OF_TRACKS, [userId])).map(postingOf),
    ofArtists: (await tx.query<PackedPosting>(OF_ARTISTS, [userId])).map(postingOf),
  };
}

/** A tag with its bearers in packed form: int4 each for `holders`, float4 each for `weights`. */
export interface PackedPosting {
  tag: string;
  holders: Uint8Array;
  weights: Uint8Array;
}

export function postingOf({ tag, holders, weights }: PackedPosting): TagPosting {
  const [numbers, values] = [viewOf(holders), viewOf(weights)];
  const count = numbers.byteLength / 4;
  return {
    tag,
    holders: Int32Array.from({ length: count }, (_, i) => numbers.getInt32(4 * i)),
    weights: Float32Array.from({ length: count }, (_, i) => values.getFloat32(4 * i)),
  };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

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

// The greatest weight that any source gives.
const OF_TRACKS = `
  WITH ${NUMBERED}, tagged AS (
    SELECT t.tag, n.track, max(t.weight) AS weight FROM numbered n JOIN recording_tags t ON t.recording_id = n.recording_id GROUP BY t.tag, n.track
  )
  SELECT tag, string_agg(int4send(track), '' ORDER BY track) AS holders, string_agg(float4send(weight), '' ORDER BY track) AS weights
  FROM tagged GROUP BY tag ORDER BY tag`;

const OF_ARTISTS = `
  WITH ${NUMBERED}, ${ARTISTS}, tagged AS (
    SELECT t.tag, c.artist, max(t.weight) AS weight
    FROM (SELECT DISTINCT artist_id, artist FROM credited) AS c JOIN artist_tags t ON t.artist_id = c.artist_id GROUP BY t.tag, c.artist
  )
  SELECT tag, string_agg(int4send(artist), '' ORDER BY artist) AS holders, string_agg(float4send(weight), '' ORDER BY artist) AS weights
  FROM tagged GROUP BY tag ORDER BY tag`;
