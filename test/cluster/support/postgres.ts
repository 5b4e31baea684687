import type { Cluster } from './cluster.ts';

/** Asks the installation's own PostgreSQL as its owner, inside its pod. */
export async function psql(
  cluster: Cluster,
  place: { namespace: string; name: string; database?: string },
  sql: string,
): Promise<string> {
  const { namespace, name, database = 'sidetrack' } = place;
  const command = ['psql', '-U', 'sidetrack', '-d', database, '-v', 'ON_ERROR_STOP=1', '-AtX', '-c', sql];
  return (
    await cluster.kubectl(['exec', '-n', namespace, `${name}-postgres-0`, '-c', 'postgres', '--', ...command])
  ).trim();
}

/** Rows and a checksum of every table of the product but those that time alone changes. */
export async function checksums(
  cluster: Cluster,
  place: { namespace: string; name: string },
): Promise<Record<string, string>> {
  const tables = (await psql(cluster, place, `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`))
    .split('\n')
    .filter((table) => !CHANGES_BY_ITSELF.includes(table));
  const found: Record<string, string> = {};
  for (const table of tables)
    found[table] = await psql(
      cluster,
      place,
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM "${table}" t`,
    );
  return found;
}

/** When something was last asked or done, and what is being done: the workers go on with it at once. */
const CHANGES_BY_ITSELF = [
  'connections',
  'jobs',
  'pending',
  'dirty_weeks',
  'service_leases',
  'api_tokens',
  'audio_roots',
];
