import * as alerts from './alerts.ts';
import * as artists from './artists.ts';
import * as audioFeatures from './audio-features.ts';
import * as calendar from './calendar.ts';
import * as changes from './changes.ts';
import * as contours from './contours.ts';
import * as connections from './connections.ts';
import * as drift from './drift.ts';
import * as fileScores from './file-scores.ts';
import * as health from './health.ts';
import * as imports from './imports.ts';
import * as jobs from './jobs.ts';
import * as labels from './labels.ts';
import * as lastfm from './lastfm.ts';
import * as library from './library.ts';
import * as matches from './matches.ts';
import * as mediaServers from './media-servers.ts';
import * as listens from './listens.ts';
import * as mapPoints from './map-points.ts';
import * as moods from './moods.ts';
import * as moodWeek from './mood-week.ts';
import * as mixtape from './mixtape.ts';
import type { Operation } from './operation.ts';
import * as outliers from './outliers.ts';
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

/** Every operation of the API by its id, in the order in which the document shows them. */
export const operations = {
  getIndex: health.getIndex,
  getHealth: health.getHealth,
  getOpenApi: health.getOpenApi,
  getDocs: health.getDocs,
  getOverview: overview.getOverview,
  getTrajectory: trajectory.getTrajectory,
  getMapPoints: mapPoints.getMapPoints,
  getMapPlace: mapPoints.getMapPlace,
  getMapWeek: mapPoints.getMapWeek,
  getCalendar: calendar.getCalendar,
  getRadar: radar.getRadar,
  getMixtape: mixtape.getMixtape,
  getVibes: vibes.getVibes,
  getMoods: moods.getMoods,
  getMoodWeek: moodWeek.getMoodWeek,
  getChanges: changes.getChanges,
  getInfluence: changes.getInfluence,
  getOutliers: outliers.getOutliers,
  getArtistDrift: drift.getArtistDrift,
  listAlerts: alerts.listAlerts,
  dismissAlert: alerts.dismissAlert,
  restoreAlert: alerts.restoreAlert,
  getYear: year.getYear,
  listRecentListens: listens.listRecentListens,
  getNowPlaying: sources.getNowPlaying,
  listSources: sources.listSources,
  removeSource: sources.removeSource,
  listConnections: connections.listConnections,
  putConnection: connections.putConnection,
  deleteConnection: connections.deleteConnection,
  getRelay: relay.getRelay,
  putRelay: relay.putRelay,
  beginLastfm: lastfm.beginLastfm,
  endLastfm: lastfm.endLastfm,
  putInterval: settings.putInterval,
  getSkipRules: skipRules.getSkipRules,
  putSkipRules: skipRules.putSkipRules,
  createImport: imports.createImport,
  listImports: imports.listImports,
  getImport: imports.getImport,
  putImportTimeZone: imports.putImportTimeZone,
  listImportFailures: imports.listImportFailures,
  getImportReceipt: imports.getImportReceipt,
  getImportReceiptTable: imports.getImportReceiptTable,
  createUpload: uploads.createUpload,
  listUploads: uploads.listUploads,
  getUpload: uploads.getUpload,
  sendUpload: uploads.sendUpload,
  startUpload: uploads.startUpload,
  deleteUpload: uploads.deleteUpload,
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
  listMatches: matches.listMatches,
  listLibraryFiles: matches.listLibraryFiles,
  listLibraryTracks: matches.listLibraryTracks,
  decideMatches: matches.decideMatches,
  listMediaServers: mediaServers.listMediaServers,
  putMediaServer: mediaServers.putMediaServer,
  deleteMediaServer: mediaServers.deleteMediaServer,
  listFilePlays: mediaServers.listFilePlays,
  getPathMappings: pathMappings.getPathMappings,
  putPathMappings: pathMappings.putPathMappings,
  listFileScores: fileScores.listFileScores,
  addAudioRoot: library.addAudioRoot,
  scanLibrary: library.scanLibrary,
  getTrack: tracks.getTrack,
  getTrackContours: contours.getTrackContours,
  getTrackPlays: tracks.getTrackPlays,
  listTrackTold: trackDecisions.listTrackTold,
  listTrackDecisions: trackDecisions.listTrackDecisions,
  mergeTracks: trackDecisions.mergeTracks,
  splitTrack: trackDecisions.splitTrack,
  undoTrackDecision: trackDecisions.undoTrackDecision,
  listAudioFeatures: audioFeatures.listAudioFeatures,
  getAudioFeatures: audioFeatures.getAudioFeatures,
  getArtist: artists.getArtist,
  listSimilarTracks: similar.listSimilarTracks,
  searchTracks: search.searchTracks,
  addLabel: labels.addLabel,
  listLabels: labels.listLabels,
  withdrawLabel: labels.withdrawLabel,
  getCalibration: labels.getCalibration,
  getComparison: labels.getComparison,
  listPlaylists: playlists.listPlaylists,
  createPlaylist: playlists.createPlaylist,
  getPlaylist: playlists.getPlaylist,
  renamePlaylist: playlists.renamePlaylist,
  putPlaylistTracks: playlists.putPlaylistTracks,
  addPlaylistTracks: playlists.addPlaylistTracks,
  deletePlaylist: playlists.deletePlaylist,
  restorePlaylist: playlists.restorePlaylist,
  exportPlaylist: playlists.exportPlaylist,
  sendPlaylist: playlists.sendPlaylist,
  getSettings: settings.getSettings,
  putMeasuring: settings.putMeasuring,
  putTimeZone: settings.putTimeZone,
  deleteTimeZone: settings.deleteTimeZone,
  exportAll: ownData.exportAll,
  exportTracks: ownData.exportTracks,
  deleteEverything: ownData.deleteEverything,
  previewShare: shares.previewShare,
  createShare: shares.createShare,
  listShares: shares.listShares,
  withdrawShare: shares.withdrawShare,
  getPublicShare: shares.getPublicShare,
  listTokens: tokens.listTokens,
  createToken: tokens.createToken,
  revokeToken: tokens.revokeToken,
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
