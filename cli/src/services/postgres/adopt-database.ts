import pg from 'pg';

/** Creates the database and the application's role where they are missing, and sets that role's password. */
export async function adoptDatabase(
  superuserUrl: string,
  { database, role, password }: { database: string; role: string; password: string },
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    if (!(await has(client, 'SELECT FROM pg_roles WHERE rolname = $1', role)))
      await client.query(`CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN`);
    await client.query(`ALTER ROLE ${pg.escapeIdentifier(role)} PASSWORD ${pg.escapeLiteral(password)}`);
    if (!(await has(client, 'SELECT FROM pg_database WHERE datname = $1', database)))
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** Whether the server takes connections; false while it starts or recovers. */
export async function takesConnections(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function has(client: pg.Client, query: string, name: string): Promise<boolean> {
  return (await client.query(query, [name])).rowCount === 1;
}
