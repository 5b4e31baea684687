import { createHash } from 'node:crypto';
import { fitTagSpace, tagProjector, type GivenTag, type TagSpace } from '@sidetrack/analysis';
import { z } from 'zod';
import { readTags } from '../read-tags.ts';
import type { FittedSpace, MapSource } from './map-source.ts';

/** The tag space: the tags of recordings and their artists, so that a listener without audio files has a map too. */
export const tagSource: MapSource<GivenTag[]> = {
  async read(tx) {
    const ids = (await tx.query<{ id: string }>(LISTENED)).map(({ id }) => id);
    const tags = await readTags(tx, ids);
    const tracks = ids.flatMap((recordingId) => {
      const item = tags.get(recordingId);
      return item === undefined ? [] : [{ recordingId, item, hash: hashOf(item) }];
    });
    return { model: 'tags-1', tracks };
  },
  fit: (tracks) => fitted(fitTagSpace(tracks)),
  restore(stored) {
    const parsed = Stored.safeParse(stored);
    return parsed.success ? fitted(parsed.data) : null;
  },
  reasonForNone:
    'No track that was listened to has tags yet. They arrive with metadata from ListenBrainz and MusicBrainz, and from Last.fm where a key is set.',
};

const Stored = z.object({
  vocabulary: z.array(z.string()),
  idf: z.array(z.number()),
  axes: z.array(z.array(z.number())),
});

const fitted = (space: TagSpace): FittedSpace<GivenTag[]> => ({ space, place: tagProjector(space) });

const hashOf = (tags: readonly GivenTag[]) =>
  createHash('sha256').update(JSON.stringify(tags)).digest('hex').slice(0, 12);

const LISTENED = `
  SELECT id FROM recordings r WHERE EXISTS (SELECT FROM listens l WHERE l.recording_id = r.id) ORDER BY id`;
