export { openApiDocument } from './contract/document.ts';
export { operations } from './contract/index.ts';
export type { Deps } from './deps.ts';
export { serveApi, type RunningApi } from './server/listen.ts';
export { startApi } from './start.ts';
