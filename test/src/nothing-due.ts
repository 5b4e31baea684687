import type { DueWork } from '../../activities/src/types.ts';

/** What a look finds where there is nothing to do. */
export const NOTHING_DUE: DueWork = {
  connections: [],
  imports: [],
  scans: [],
  matchUsers: [],
  dirtyUsers: [],
  metadata: 0,
  tags: 0,
  extract: 0,
  score: 0,
  mapSpaces: [],
  extractWorkers: 1,
};
