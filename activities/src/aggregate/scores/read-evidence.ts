import { acousticBrainzOpinions } from '@sidetrack/analysis';
import type { TrackEvidence } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readTags } from '../read-tags.ts';
import { readAcousticBrainz } from './read-acousticbrainz.ts';
import { readArtistTracks } from './read-artist-tracks.ts';
import { readSounds } from './read-sounds.ts';

/**
 * What is known about these recordings, by id: every one that exists is in the map, if with nothing. The artist's other tracks speak
 * only where a recording's own sound was not measured.
 */
export async function readEvidence(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, TrackEvidence>> {
  const recordings = await tx.query<{ id: string }>(RECORDINGS, [recordingIds]);
  const sounds = await readSounds(tx, recordingIds);
  const artistTracks = await readArtistTracks(
    tx,
    recordingIds.filter((id) => !sounds.has(id)),
  );
  const artistSounds = await readSounds(tx, [...new Set([...artistTracks.values()].flat())].sort());
  const tags = await readTags(tx, recordingIds);
  const acousticBrainz = await readAcousticBrainz(tx, recordingIds);
  return new Map(
    recordings.map(({ id }) => [
      id,
      {
        features: null,
        modelTags: null,
        ...sounds.get(id),
        tags: tags.get(id) ?? [],
        artistTracks: (artistTracks.get(id) ?? []).flatMap((other) => artistSounds.get(other) ?? []),
        opinions: acousticBrainzOpinions(acousticBrainz.get(id) ?? {}),
      },
    ]),
  );
}

const RECORDINGS = `SELECT id FROM recordings WHERE id = ANY($1::uuid[]) ORDER BY id`;
