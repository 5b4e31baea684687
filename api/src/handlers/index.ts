import type { Handlers } from '../server/call.ts';
import * as connections from './connections.ts';
import * as imports from './imports.ts';
import * as installation from './installation.ts';
import * as jobs from './jobs.ts';
import * as labels from './labels.ts';
import * as library from './library.ts';
import * as listens from './listens.ts';
import * as overview from './overview.ts';
import * as radar from './radar.ts';
import * as search from './search.ts';
import * as tokens from './tokens.ts';
import * as tracks from './tracks.ts';
import * as trajectory from './trajectory.ts';
import * as work from './work.ts';

/** What answers each operation of the contract. */
export const handlers: Handlers = {
  ...installation,
  ...overview,
  ...trajectory,
  ...radar,
  ...listens,
  ...connections,
  ...imports,
  ...work,
  ...jobs,
  ...library,
  ...tracks,
  ...search,
  ...labels,
  ...tokens,
};
