import { accessPhase } from './access.ts';
import { apiPhase } from './api.ts';
import { backupPhase } from './backup.ts';
import { cachePhase } from './cache.ts';
import { credentialsPhase } from './credentials.ts';
import { databasePhase } from './database.ts';
import { edgePhase } from './edge.ts';
import { migrationPhase } from './migration.ts';
import { monitoringPhase } from './monitoring.ts';
import type { Phase } from './phase.ts';
import { restorePhase } from './restore.ts';
import { sitePhase } from './site.ts';
import { temporalSchemaPhase } from './temporal-schema.ts';
import { temporalPhase } from './temporal.ts';
import { versionPhase } from './version.ts';
import { workersPhase } from './workers.ts';

/** The phases of an installation that runs, in their order: each acts once all before it are done. */
export const phases: readonly Phase[] = [
  credentialsPhase,
  accessPhase,
  cachePhase,
  databasePhase,
  restorePhase,
  temporalSchemaPhase,
  temporalPhase,
  migrationPhase,
  apiPhase,
  workersPhase,
  versionPhase,
  sitePhase,
  edgePhase,
  backupPhase,
  monitoringPhase,
];
