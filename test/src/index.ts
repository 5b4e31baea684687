export { addListener, createTestDatabase, type TestDatabase } from './database.ts';
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
export { SEED_NOW, seedApi, seedIds } from './api-seed.ts';
export { zipOf } from './zip.ts';
