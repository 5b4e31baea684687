import * as alerts from './alerts.ts';
import * as changes from './changes.ts';
import * as contours from './contours.ts';
import * as connections from './connections.ts';
import * as drift from './drift.ts';
import * as health from './health.ts';
import * as imports from './imports.ts';
import * as jobs from './jobs.ts';
import * as labels from './labels.ts';
import * as library from './library.ts';
import * as listens from './listens.ts';
import * as moods from './moods.ts';
import * as mixtape from './mixtape.ts';
import type { Operation } from './operation.ts';
import * as outliers from './outliers.ts';
import * as overview from './overview.ts';
import * as radar from './radar.ts';
import * as search from './search.ts';
import * as similar from './similar.ts';
import * as tokens from './tokens.ts';
import * as tracks from './tracks.ts';
import * as trajectory from './trajectory.ts';
import * as vibes from './vibes.ts';
import * as work from './work.ts';

/** Every operation of the API by its id, in the order in which the document shows them. */
export const operations = {
  getIndex: health.getIndex,
  getHealth: health.getHealth,
  getOpenApi: health.getOpenApi,
  getDocs: health.getDocs,
  getOverview: overview.getOverview,
  getTrajectory: trajectory.getTrajectory,
  getRadar: radar.getRadar,
  getMixtape: mixtape.getMixtape,
  getVibes: vibes.getVibes,
  getMoods: moods.getMoods,
  getChanges: changes.getChanges,
  getInfluence: changes.getInfluence,
  getOutliers: outliers.getOutliers,
  getArtistDrift: drift.getArtistDrift,
  listAlerts: alerts.listAlerts,
  dismissAlert: alerts.dismissAlert,
  listRecentListens: listens.listRecentListens,
  listConnections: connections.listConnections,
  putConnection: connections.putConnection,
  deleteConnection: connections.deleteConnection,
  createImport: imports.createImport,
  listImports: imports.listImports,
  getImport: imports.getImport,
  listImportFailures: imports.listImportFailures,
  syncListens: work.syncListens,
  syncTags: work.syncTags,
  analyzeTrack: work.analyzeTrack,
  scoreTrack: work.scoreTrack,
  aggregateWeeks: work.aggregateWeeks,
  listJobs: jobs.listJobs,
  getJob: jobs.getJob,
  followJob: jobs.followJob,
  followAll: jobs.followAll,
  getLibrary: library.getLibrary,
  listUnmatched: library.listUnmatched,
  listMatches: library.listMatches,
  addAudioRoot: library.addAudioRoot,
  scanLibrary: library.scanLibrary,
  getTrack: tracks.getTrack,
  getTrackContours: contours.getTrackContours,
  listSimilarTracks: similar.listSimilarTracks,
  searchTracks: search.searchTracks,
  addLabel: labels.addLabel,
  listLabels: labels.listLabels,
  withdrawLabel: labels.withdrawLabel,
  getCalibration: labels.getCalibration,
  getComparison: labels.getComparison,
  listTokens: tokens.listTokens,
  createToken: tokens.createToken,
  revokeToken: tokens.revokeToken,
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
