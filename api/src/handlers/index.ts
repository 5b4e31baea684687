import type { Handlers } from '../server/call.ts';
import * as alerts from './alerts.ts';
import * as changes from './changes.ts';
import * as connections from './connections.ts';
import * as drift from './drift.ts';
import * as imports from './imports.ts';
import * as influence from './influence.ts';
import * as installation from './installation.ts';
import * as jobs from './jobs.ts';
import * as labels from './labels.ts';
import * as library from './library.ts';
import * as listens from './listens.ts';
import * as outliers from './outliers.ts';
import * as mixtape from './mixtape.ts';
import * as moods from './moods.ts';
import * as overview from './overview.ts';
import * as radar from './radar.ts';
import * as search from './search.ts';
import * as similar from './similar.ts';
import * as tokens from './tokens.ts';
import * as tracks from './tracks.ts';
import * as trajectory from './trajectory.ts';
import * as vibes from './vibes.ts';
import * as work from './work.ts';

/** What answers each operation of the contract. */
export const handlers: Handlers = {
  ...installation,
  ...overview,
  ...trajectory,
  ...radar,
  ...mixtape,
  ...vibes,
  ...moods,
  ...changes,
  ...influence,
  ...outliers,
  ...drift,
  ...alerts,
  ...listens,
  ...connections,
  ...imports,
  ...work,
  ...jobs,
  ...library,
  ...tracks,
  ...similar,
  ...search,
  ...labels,
  ...tokens,
};
