import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  createTestDatabase,
  seedApi,
  seedIds,
  startOpenId,
  startTestApi,
  type FakeAccount,
  type FakeOpenId,
  type TestApi,
  type TestDatabase,
} from '@sidetrack/test';

export interface Hosted {
  /** The dashboard's address, as its users know it. */
  readonly url: string;
  readonly provider: FakeOpenId;
  readonly api: TestApi;
  readonly database: TestDatabase;
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Two accounts at the provider whose listeners have everything an answer can hold, and are strangers to each other. */
export const ANA: FakeAccount = { sub: 'google-ana', email: 'ana@example.org', name: 'Ana' };
export const BEN: FakeAccount = { sub: 'google-ben', email: 'ben@example.org', name: 'Ben' };

/** The built dashboard over the real API as it is where several listeners sign in, with a provider of sign-in in Google's place. */
export async function serveHosted(): Promise<Hosted> {
  const database = await createTestDatabase();
  await seedApi(database.db);
  const query: Hosted['query'] = (sql, values = []) => database.db.asService((tx) => tx.query(sql, values));
  for (const [id, { sub, name }] of [
    [seedIds.listener, ANA],
    [seedIds.other, BEN],
  ] as const)
    await query(`UPDATE users SET google_sub = $2, display_name = $3, kind = 'hosted' WHERE id = $1`, [id, sub, name]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startOpenId({ redirectUri: `${url}/auth/google/callback`, account: ANA });
  const api = await startTestApi(database.db, {
    env: {
      SIDETRACK_MODE: 'hosted',
      SIDETRACK_SECRET_KEY: 'k'.repeat(64),
      SIDETRACK_PUBLIC_URL: url,
      SIDETRACK_GOOGLE_ISSUER: provider.url,
      SIDETRACK_GOOGLE_CLIENT_ID: provider.clientId,
      SIDETRACK_GOOGLE_CLIENT_SECRET: provider.clientSecret,
      SIDETRACK_SIGN_UP_ALLOW: '@example.org',
    },
  });
  const site = await startSite({
    PORT: String(port),
    SIDETRACK_MODE: 'hosted',
    SIDETRACK_PUBLIC_URL: url,
    SIDETRACK_API_URL: api.url,
  });
  const close = async (): Promise<void> => {
    site.kill();
    await Promise.all([api.close(), provider.stop()]);
    await database.drop();
  };
  return { url, provider, api, database, query, close };
}

async function startSite(env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const entry = join(import.meta.dirname, '../../../site/dist/server/entry.mjs');
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env['PATH'], SIDETRACK_LIFELINE: '1', ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const deadline = Date.now() + 30_000;
  while (!errors.includes('The dashboard is at')) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The dashboard did not start: ${errors}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return child;
}

/** The site is told its own address before it listens, as an installation is. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
