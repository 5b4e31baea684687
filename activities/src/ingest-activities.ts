import { noteTrouble } from './connections/note-trouble.ts';
import { DEFAULT_LIMITS } from './connections/pull-run.ts';
import type { PullLimits } from './connections/pull-run.ts';
import { readConnection } from './connections/read-connection.ts';
import { PermanentError } from './errors.ts';
import { importFile } from './import/import-file.ts';
import { createLastfm } from './lastfm/client.ts';
import { pullLastfm } from './lastfm/pull-listens.ts';
import { syncTags } from './lastfm/sync-tags.ts';
import { createListenBrainz } from './listenbrainz/client.ts';
import { pullListenBrainz } from './listenbrainz/pull-listens.ts';
import type { MetadataLimits } from './metadata/resolve-metadata.ts';
import { resolveInTurn } from './metadata/resolve-in-turn.ts';
import { createMusicBrainz } from './musicbrainz/client.ts';
import { relayListens } from './pushed/relay-listens.ts';
import { writePushedListens } from './pushed/write-pushed-listens.ts';
import { forgetSources } from './sources/forget-sources.ts';
import type { Deps, IngestActivities } from './types.ts';

export interface IngestOptions {
  readonly limits?: PullLimits;
  readonly metadataLimits?: MetadataLimits;
  readonly lastfmRequestsPerSecond?: number;
}

/** Activities of the queue `ingest` that speak to outside services and read files. One set a process: they share each service's pace. */
export function createIngestActivities(
  deps: Deps,
  { limits = DEFAULT_LIMITS, metadataLimits, lastfmRequestsPerSecond }: IngestOptions = {},
): IngestActivities {
  const listenbrainz = createListenBrainz(deps);
  const musicbrainz = createMusicBrainz(deps);
  const { lastfmApiKey } = deps.settings;
  const lastfm =
    lastfmApiKey === undefined
      ? null
      : createLastfm(deps, {
          apiKey: lastfmApiKey,
          ...(lastfmRequestsPerSecond !== undefined && { requestsPerSecond: lastfmRequestsPerSecond }),
        });
  return {
    async pullListens(input) {
      const connection = await readConnection(deps, input.connectionId);
      try {
        const pull = { connection, input, limits };
        if (connection.service === 'listenbrainz') return await pullListenBrainz(deps, { listenbrainz, ...pull });
        if (lastfm === null) throw noLastfmKey();
        return await pullLastfm(deps, { lastfm, ...pull });
      } catch (error) {
        await noteTrouble(deps, connection, error);
        throw error;
      }
    },
    writePushedListens: (input) => writePushedListens(deps, input),
    relayListens: (input) => relayListens(deps, listenbrainz, input),
    forgetSources: (input) => forgetSources(deps, input),
    importFile: (input) => importFile(deps, input),
    resolveMetadata: () => resolveInTurn(deps, { listenbrainz, musicbrainz }, metadataLimits),
    syncTags: async () => (lastfm === null ? { fetched: 0, remaining: 0 } : syncTags(deps, lastfm)),
  };
}

function noLastfmKey(): PermanentError {
  return new PermanentError('This installation has no key to ask Last.fm with.', {
    service: 'Last.fm',
    remedy: 'Get one at https://www.last.fm/api/account/create and set SIDETRACK_LASTFM_API_KEY.',
  });
}
