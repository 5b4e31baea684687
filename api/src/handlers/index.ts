import type { Handlers } from '../server/call.ts';
import * as alerts from './alerts.ts';
import * as artists from './artists.ts';
import * as audioFeatures from './audio-features.ts';
import * as calendar from './calendar.ts';
import * as changes from './changes.ts';
import * as connections from './connections.ts';
import * as drift from './drift.ts';
import * as fileScores from './file-scores.ts';
import * as imports from './imports.ts';
import * as influence from './influence.ts';
import * as installation from './installation.ts';
import * as jobs from './jobs.ts';
import * as labels from './labels.ts';
import * as lastfm from './lastfm.ts';
import * as library from './library.ts';
import * as listens from './listens.ts';
import * as mapPoints from './map-points.ts';
import * as matches from './matches.ts';
import * as mediaServers from './media-servers.ts';
import * as outliers from './outliers.ts';
import * as mixtape from './mixtape.ts';
import * as moods from './moods.ts';
import * as moodWeek from './mood-week.ts';
import * as overview from './overview.ts';
import * as ownData from './own-data.ts';
import * as pathMappings from './path-mappings.ts';
import * as playlists from './playlists.ts';
import * as radar from './radar.ts';
import * as relay from './relay.ts';
import * as search from './search.ts';
import * as settings from './settings.ts';
import * as shares from './shares.ts';
import * as skipRules from './skip-rules.ts';
import * as similar from './similar.ts';
import * as sources from './sources.ts';
import * as tokens from './tokens.ts';
import * as trackDecisions from './track-decisions.ts';
import * as tracks from './tracks.ts';
import * as trajectory from './trajectory.ts';
import * as uploads from './uploads.ts';
import * as vibes from './vibes.ts';
import * as work from './work.ts';
import * as year from './year.ts';

/** What answers each operation of the contract. */
export const handlers: Handlers = {
  ...installation,
  ...overview,
  ...calendar,
  ...trajectory,
  ...mapPoints,
  ...radar,
  ...mixtape,
  ...vibes,
  ...moods,
  ...moodWeek,
  ...changes,
  ...influence,
  ...outliers,
  ...drift,
  ...alerts,
  ...listens,
  ...sources,
  ...connections,
  ...relay,
  ...imports,
  ...uploads,
  ...work,
  getYear: year.getYear,
  ...jobs,
  ...library,
  ...fileScores,
  ...matches,
  ...mediaServers,
  ...pathMappings,
  ...tracks,
  ...trackDecisions,
  ...audioFeatures,
  ...artists,
  ...shares,
  ...skipRules,
  ...similar,
  ...search,
  ...labels,
  ...playlists,
  ...lastfm,
  ...settings,
  ...ownData,
  ...tokens,
};
