export {
  markAllWeeks,
  readCalibrations,
  readLabelledScores,
  writeCalibration,
  type SharedScore,
  type StandingLabel,
} from './calibrations.ts';
export { openDatabase, type Database, type DatabaseOptions, type Sql } from './database.ts';
export {
  ChangedMigrationError,
  CopyValueError,
  DatabaseError,
  DatabaseUnavailableError,
  FailedMigrationError,
  isTransientDatabaseError,
  NewerDatabaseError,
  OutdatedDatabaseError,
  sqlState,
  UnfinishedMigrationError,
  UnscopedRoleError,
} from './errors.ts';
export { checkMigrated, migrate, type MigrateOptions } from './migrate.ts';
export { instantsOf, int32sOf, readReals, realCount, realsOf, realsText, viewOf } from './packed.ts';
export {
  addPending,
  claimPending,
  completePending,
  extendClaims,
  failPending,
  type ClaimRequest,
  type Lane,
  type NewPending,
  type PendingKind,
  type PendingRow,
} from './pending.ts';
export type { PrismaTransaction } from './prisma-client.ts';
export { readTimeZones, type ZoneSince } from './time-zones.ts';
export { lockMatches } from './lock-matches.ts';
