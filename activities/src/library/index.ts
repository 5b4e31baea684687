import { hashAudio, readTags } from '../audio/index.ts';
import type { Deps, LibraryActivities } from '../types.ts';
import type { ExtractOptions } from '../extract/version.ts';
import { matchLibrary } from './match-library.ts';
import { scanLibrary } from './scan-library.ts';
import { readPlayCounts } from '../subsonic/read-play-counts.ts';
import { measurementToAskFor } from './measurement-to-ask-for.ts';

/** Activities of the listener's own files, on the queue `ingest`. */
export function createLibraryActivities(deps: Deps): LibraryActivities {
  const audio = {
    readers: { hashAudio, readTags },
    wantedMeasurement: (options?: ExtractOptions) => measurementToAskFor(deps, options),
  };
  return {
    scanLibrary: (input) => scanLibrary({ ...deps, ...audio }, input),
    matchLibrary: (input) => matchLibrary(deps, input),
    readPlayCounts: (input) => readPlayCounts(deps, input),
  };
}
