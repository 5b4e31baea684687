import type { Database, Sql } from '@sidetrack/prisma';

/** The database as one listener sees it. Handlers get this and nothing wider. */
export interface ListenerScope {
  readonly userId: string;
  /** Runs work in one transaction in which row-level security shows this listener's rows and the shared ones. */
  run<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

export function listenerScope(db: Database, userId: string): ListenerScope {
  return { userId, run: (work) => db.asUser(userId, work) };
}
