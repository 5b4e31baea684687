export { foldText } from './fold-text.ts';
export { artistKey, matchKey } from './match-key.ts';
export { trackKey, uuidV5 } from './track-key.ts';
export { versionGuards } from './version-guards.ts';
export type { VersionGuard } from './version-guards.ts';
