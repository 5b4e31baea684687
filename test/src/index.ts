export { addListener, createTestDatabase, seededTemplate, type TestDatabase } from './database.ts';
export { activityDeps, type ActivityDeps } from './activity-deps.ts';
export * from '../fakes/index.ts';
export { addListens, addTracks, type TestTrack } from './music.ts';
export {
  startTestApi,
  type ApiAnswer,
  type AskOptions,
  type StandInWorkflows,
  type TestApi,
  type TestApiOptions,
} from './api.ts';
export { NOTHING_DUE } from './nothing-due.ts';
export { SEED_NOW, seedApi, seedIds } from './api-seed.ts';
export { readZip } from './read-zip.ts';
export { zipOf } from './zip.ts';
