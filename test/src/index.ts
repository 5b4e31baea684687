export { addListener, createTestDatabase, type TestDatabase } from './database.ts';
export { activityDeps, type ActivityDeps } from './activity-deps.ts';
export * from '../fakes/index.ts';
