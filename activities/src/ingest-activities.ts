import { readConnection } from './connections/read-connection.ts';
import { importFile } from './import/import-file.ts';
import { createListenBrainz } from './listenbrainz/client.ts';
import type { PullLimits } from './listenbrainz/pull.ts';
import { DEFAULT_LIMITS, pullListenBrainz } from './listenbrainz/pull-listens.ts';
import { PermanentError } from './errors.ts';
import type { Deps, IngestActivities } from './types.ts';

/** Activities of the queue `ingest` that speak to outside services and read files. One set a process: they share each service's pace. */
export function createIngestActivities(
  deps: Deps,
  { limits = DEFAULT_LIMITS }: { limits?: PullLimits } = {},
): Pick<IngestActivities, 'pullListens' | 'importFile'> {
  const listenbrainz = createListenBrainz(deps);
  return {
    importFile: (input) => importFile(deps, input),
    async pullListens(input) {
      const connection = await readConnection(deps, input.connectionId);
      if (connection.service !== 'listenbrainz') {
        throw new PermanentError('Listens are pulled from ListenBrainz.', {
          service: connection.service,
          remedy: 'Connect a ListenBrainz account.',
        });
      }
      return pullListenBrainz(deps, { listenbrainz, connection, input, limits });
    },
  };
}
