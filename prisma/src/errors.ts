/** An error of the database layer: what happened, and in `remedy` what to do about it. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(`${message} ${remedy}`, options);
    this.remedy = remedy;
  }
}

/** PostgreSQL does not answer, or refuses the connection. */
export class DatabaseUnavailableError extends DatabaseError {
  override readonly name = 'DatabaseUnavailableError';

  constructor(where: string, cause: Error) {
    super(
      `PostgreSQL at ${where} cannot be used: ${cause.message}.`,
      'Check that it runs and that the user and password are right.',
      { cause },
    );
  }
}

/** The connection's role sees every row: row-level security would protect nobody. */
export class UnscopedRoleError extends DatabaseError {
  override readonly name = 'UnscopedRoleError';

  constructor() {
    super(
      'This database role is not subject to row-level security.',
      'Connect as sidetrack_app, not as the owner of the tables.',
    );
  }
}

/** The database was written by a later version of SideTrack. */
export class NewerDatabaseError extends DatabaseError {
  override readonly name = 'NewerDatabaseError';
  readonly migrations: readonly string[];

  constructor(migrations: readonly string[]) {
    super(
      `This database was made by a newer version of SideTrack (it has ${migrations.join(', ')}).`,
      'Update SideTrack, or restore the database from before that update.',
    );
    this.migrations = migrations;
  }
}

/** The database lacks migrations that this version needs. */
export class OutdatedDatabaseError extends DatabaseError {
  override readonly name = 'OutdatedDatabaseError';
  readonly migrations: readonly string[];

  constructor(migrations: readonly string[]) {
    super(`This database lacks ${migrations.join(', ')}.`, 'Migrate it as its owner: SIDETRACK_DATABASE_OWNER_URL.');
    this.migrations = migrations;
  }
}

/** An applied migration is not the file of that name any more. */
export class ChangedMigrationError extends DatabaseError {
  override readonly name = 'ChangedMigrationError';
  readonly migration: string;

  constructor(migration: string) {
    super(
      `The migration ${migration} was changed after this database had applied it.`,
      'Restore the file and write a new migration for the change.',
    );
    this.migration = migration;
  }
}

/** A migration was begun by another tool and never finished. */
export class UnfinishedMigrationError extends DatabaseError {
  override readonly name = 'UnfinishedMigrationError';
  readonly migration: string;

  constructor(migration: string) {
    super(
      `The migration ${migration} was begun and not finished.`,
      'Restore the database from before it, or repair it by hand and set rolled_back_at in _prisma_migrations.',
    );
    this.migration = migration;
  }
}

/** A migration failed; nothing of it was kept. */
export class FailedMigrationError extends DatabaseError {
  override readonly name = 'FailedMigrationError';
  readonly migration: string;

  constructor(migration: string, cause: Error) {
    super(
      `The migration ${migration} failed and nothing of it was kept: ${cause.message}.`,
      'Remove the cause and migrate again.',
      { cause },
    );
    this.migration = migration;
  }
}

/** A value that COPY cannot carry. `row` counts from 0. */
export class CopyValueError extends DatabaseError {
  override readonly name = 'CopyValueError';
  readonly row: number;
  readonly column: string;

  constructor(row: number, column: string, reason: string) {
    super(`Row ${row} cannot be copied: ${column} ${reason}.`, 'Skip the row or clean the value before it is copied.');
    this.row = row;
    this.column = column;
  }
}

/** PostgreSQL's SQLSTATE of an error, or undefined when it did not come from the server. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/**
 * Whether the same work may succeed when it is tried again: the server is away, shuts down or is full, or the transaction
 * lost against a concurrent one (SQLSTATE classes 08, 40, 53 and 57P, and what Prisma's client calls these).
 */
export function isTransientDatabaseError(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError) return true;
  return /^(08|40|53|57P|P10(01|02|08|17)|P20(24|28|34))/.test(sqlState(error) ?? '') || isConnectionLoss(error);
}

function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(code) || error.message.startsWith('Connection terminated');
}
