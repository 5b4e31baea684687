import { databaseEndpoint } from '../resources/database.ts';
import type { DatabaseEndpoint } from '../resources/database.ts';
import type { Context } from './context.ts';

/** Where the installation's database listens; undefined while the Secret of an external one does not say. */
export function databaseOf({ installation, externalDatabase }: Context): DatabaseEndpoint | undefined {
  if (installation.spec.database.external !== undefined) return externalDatabase?.endpoint;
  return databaseEndpoint(installation);
}
