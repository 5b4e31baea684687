import { noteTrouble } from './connections/note-trouble.ts';
import { readConnection } from './connections/read-connection.ts';
import { PermanentError } from './errors.ts';
import { importFile } from './import/import-file.ts';
import { createLastfm } from './lastfm/client.ts';
import { syncTags } from './lastfm/sync-tags.ts';
import { createListenBrainz } from './listenbrainz/client.ts';
import type { PullLimits } from './listenbrainz/pull.ts';
import { DEFAULT_LIMITS, pullListenBrainz } from './listenbrainz/pull-listens.ts';
import type { MetadataLimits } from './metadata/resolve-metadata.ts';
import { resolveMetadata } from './metadata/resolve-metadata.ts';
import { createMusicBrainz } from './musicbrainz/client.ts';
import type { Deps, IngestActivities } from './types.ts';

/** Activities of the queue `ingest` that speak to outside services and read files. One set a process: they share each service's pace. */
export function createIngestActivities(
  deps: Deps,
  { limits = DEFAULT_LIMITS, metadataLimits }: { limits?: PullLimits; metadataLimits?: MetadataLimits } = {},
): IngestActivities {
  const listenbrainz = createListenBrainz(deps);
  const musicbrainz = createMusicBrainz(deps);
  const { lastfmApiKey } = deps.settings;
  const lastfm = lastfmApiKey === undefined ? null : createLastfm(deps, lastfmApiKey);
  return {
    async pullListens(input) {
      const connection = await readConnection(deps, input.connectionId);
      if (connection.service !== 'listenbrainz') {
        throw new PermanentError('Listens are pulled from ListenBrainz only.', {
          service: connection.service,
          remedy: 'Connect a ListenBrainz account.',
        });
      }
      try {
        return await pullListenBrainz(deps, { listenbrainz, connection, input, limits });
      } catch (error) {
        await noteTrouble(deps, connection, error);
        throw error;
      }
    },
    importFile: (input) => importFile(deps, input),
    resolveMetadata: () => resolveMetadata(deps, { listenbrainz, musicbrainz }, metadataLimits),
    syncTags: async () => (lastfm === null ? { fetched: 0, remaining: 0 } : syncTags(deps, lastfm)),
  };
}
