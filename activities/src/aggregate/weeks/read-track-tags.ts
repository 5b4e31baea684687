import type { TrackTag } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { viewOf } from './packed.ts';

export interface TrackTags {
  ofRecordings: Map<string, TrackTag[]>;
  /** Of every artist that one of the recordings is credited to. */
  ofArtists: Map<string, TrackTag[]>;
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

function tagsById(rows: readonly PackedTags[], of: 'recording' | 'artist'): Map<string, TrackTag[]> {
  return new Map(
    rows.map(({ id, tags, weights }) => {
      const view = viewOf(weights);
      return [id, tags.split('\u001f').map((tag, i) => ({ tag, weight: view.getFloat32(4 * i), of }))];
    }),
  );
}

const PACKED = `string_agg(translate(t.tag, chr(31), ' '), chr(31)) AS tags, string_agg(float4send(t.weight), '') AS weights`;

const OF_RECORDINGS = `
  SELECT t.recording_id AS id, ${PACKED} FROM recording_tags t WHERE t.recording_id = ANY($1::uuid[]) GROUP BY t.recording_id`;

const OF_ARTISTS = `
  SELECT t.artist_id AS id, ${PACKED} FROM artist_tags t
  WHERE t.artist_id IN (SELECT artist_id FROM recording_artists WHERE recording_id = ANY($1::uuid[])) GROUP BY t.artist_id`;
