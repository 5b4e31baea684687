import type { TagList } from '@sidetrack/analysis';
import { viewOf, type Sql } from '@sidetrack/prisma';

export interface TrackTags {
  ofRecordings: Map<string, TagList>;
  /** Of every artist that one of the recordings is credited to. */
  ofArtists: Map<string, TagList>;
}

/** The tags of these recordings and of their artists, each artist's once. */
export async function readTrackTags(tx: Sql, recordingIds: readonly string[]): Promise<TrackTags> {
  return {
    ofRecordings: tagsById(await tx.query<PackedTags>(OF_RECORDINGS, [recordingIds]), 'recording'),
    ofArtists: tagsById(await tx.query<PackedTags>(OF_ARTISTS, [recordingIds]), 'artist'),
  };
}

interface PackedTags {
  id: string;
  /** Between them the character UNIT SEPARATOR. */
  tags: string;
  weights: Uint8Array;
}

function tagsById(rows: readonly PackedTags[], of: TagList['of']): Map<string, TagList> {
  return new Map(
    rows.map(({ id, tags, weights }) => {
      const view = viewOf(weights);
      const list = tags.split('\u001f');
      return [id, { of, tags: list, weights: Float64Array.from(list, (_, i) => view.getFloat32(4 * i)) }];
    }),
  );
}

const PACKED = `string_agg(translate(t.tag, chr(31), ' '), chr(31)) AS tags, string_agg(float4send(t.weight), '') AS weights`;

// OFFSET 0 keeps the planner from reading all tags there are for those of a few recordings.
const OF_RECORDINGS = `
  SELECT i.id, t.tags, t.weights FROM unnest($1::uuid[]) AS i (id)
  CROSS JOIN LATERAL (SELECT ${PACKED} FROM recording_tags t WHERE t.recording_id = i.id OFFSET 0) AS t WHERE t.tags IS NOT NULL`;

const OF_ARTISTS = `
  SELECT i.id, t.tags, t.weights
  FROM (SELECT DISTINCT artist_id AS id FROM recording_artists WHERE recording_id = ANY($1::uuid[])) AS i
  CROSS JOIN LATERAL (SELECT ${PACKED} FROM artist_tags t WHERE t.artist_id = i.id OFFSET 0) AS t WHERE t.tags IS NOT NULL`;
