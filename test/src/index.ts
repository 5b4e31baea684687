export { addListener, createTestDatabase, type TestDatabase } from './database.ts';
