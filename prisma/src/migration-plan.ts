import { ChangedMigrationError, NewerDatabaseError, UnfinishedMigrationError } from './errors.ts';
import type { MigrationFile } from './migration-files.ts';

export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly isFinished: boolean;
}

/**
 * The files that a database still lacks, in order.
 * @throws {NewerDatabaseError} when it has migrations that no file stands for
 * @throws {ChangedMigrationError | UnfinishedMigrationError} when it and the files disagree about the past
 */
export function planMigrations(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const unknown = applied.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  if (unknown.length > 0) throw new NewerDatabaseError(unknown);
  for (const { name, checksum, isFinished } of applied) {
    if (!isFinished) throw new UnfinishedMigrationError(name);
    if (byName.get(name)?.checksum !== checksum) throw new ChangedMigrationError(name);
  }
  const done = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}
