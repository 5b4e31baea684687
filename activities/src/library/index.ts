import type { Deps, LibraryActivities } from '../types.ts';
import type { LibraryDeps } from './library-deps.ts';
import { matchLibrary } from './match-library.ts';
import { scanLibrary } from './scan-library.ts';

/** Activities of the listener's own files, on the queue `ingest`. */
export function createLibraryActivities(
  deps: Deps,
  audio: Pick<LibraryDeps, 'readers' | 'wantedMeasurement'>,
): LibraryActivities {
  return {
    scanLibrary: (input) => scanLibrary({ ...deps, ...audio }, input),
    matchLibrary: (input) => matchLibrary(deps, input),
  };
}
