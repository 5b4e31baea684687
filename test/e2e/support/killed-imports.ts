import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@sidetrack/prisma';
import pg from 'pg';
import { startPostgres, type RunningPostgres } from '../../../cli/src/services/postgres.ts';
import { temporaryFolder } from './installation.ts';
import { spotifyArchive } from './spotify-archive.ts';

const importOnce = join(import.meta.dirname, 'import-once.mjs');

/** A PostgreSQL of its own with listeners who import one and the same file, some of them in processes that are killed. */
export interface KilledImports {
  /** Imports the file for a new listener in one go; gives the seconds that took and the state it led to. */
  undisturbed(): Promise<{ seconds: number; state: unknown }>;
  /**
   * Imports it for a new listener, killed at each of these moments (in seconds from the start of a process), then to the end.
   * `database`: it is the server that is killed.
   */
  killedAt(moments: readonly { readonly seconds: number; readonly database: boolean }[]): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startKilledImports(): Promise<KilledImports> {
  const folder = temporaryFolder('sidetrack-killed-imports-');
  const file = join(folder, 'my_spotify_data.zip');
  writeFileSync(file, spotifyArchive());
  const dataDir = join(folder, 'data');
  let server = await startPostgres({ dataDir });
  await migrate(server.url);
  let listeners = 0;

  const addImport = (): Promise<{ userId: string; importId: string }> =>
    asOwner(server, async (sql) => {
      const [user] = await sql<{ id: string }>(
        `INSERT INTO users (handle, display_name, kind, time_zone) VALUES ($1, $1, 'hosted', 'Europe/Berlin') RETURNING id`,
        [`listener${(listeners += 1)}`],
      );
      const [added] = await sql<{ id: string }>(
        `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'my_spotify_data.zip', $2, '') RETURNING id`,
        [user!.id, file],
      );
      return { userId: user!.id, importId: added!.id };
    });
  const begin = (importId: string): ChildProcess =>
    spawn(process.execPath, [importOnce, server.appUrl, importId], { stdio: ['ignore', 'ignore', 'pipe'] });
  const finish = async (importId: string): Promise<void> => {
    const child = begin(importId);
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await ended(child);
    if (code !== 0) throw new Error(`The import ended with ${String(code)}: ${stderr}`);
  };
  const stateOf = (userId: string): Promise<unknown> =>
    asOwner(server, async (sql) => {
      const state: Record<string, unknown> = {};
      for (const [name, text] of Object.entries(STATE)) [state[name]] = await sql(text, [userId]);
      return state;
    });

  return {
    async undisturbed() {
      const { userId, importId } = await addImport();
      const began = performance.now();
      await finish(importId);
      return { seconds: (performance.now() - began) / 1000, state: await stateOf(userId) };
    },
    async killedAt(moments) {
      const { userId, importId } = await addImport();
      for (const { seconds, database } of moments) {
        const child = begin(importId);
        await new Promise((wake) => setTimeout(wake, seconds * 1000));
        if (database) {
          process.kill(server.pid, 'SIGKILL');
          await Promise.all([server.exited, ended(child)]);
          server = await startPostgres({ dataDir });
        } else {
          child.kill('SIGKILL');
          await ended(child);
        }
      }
      await finish(importId);
      return stateOf(userId);
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => child.once('exit', (code) => done(code)));
}

type Query = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

async function asOwner<T>({ url }: RunningPostgres, work: (sql: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async <Row>(text: string, values: readonly unknown[]) => {
      const { rows } = await client.query(text, [...values]);
      return rows as Row[];
    });
  } finally {
    await client.end();
  }
}

const digest = (what: string): string =>
  `count(*)::int AS n, md5(string_agg(${what}, E'\\n' ORDER BY ${what})) AS digest`;

/** Everything that an import leaves of a listener, without the ids that are drawn by lot. */
const STATE = {
  receipt: `SELECT state, state_reason, format, rows_read, imported, duplicates, skipped, failed, cursor FROM imports WHERE user_id = $1`,
  failures: `SELECT ${digest("concat_ws('|', file, line, reason)")} FROM import_failures WHERE user_id = $1`,
  listens: `
    SELECT ${digest("concat_ws('|', l.listened_at, l.track_key, l.artist_name, l.track_name, l.release_name, r.match_key)")}
    FROM listens l JOIN recordings r ON r.id = l.recording_id WHERE l.user_id = $1`,
  sources: `
    SELECT ${digest("concat_ws('|', listened_at, track_key, source, told_at, told_key, import_id IS NOT NULL)")} FROM listen_sources WHERE user_id = $1`,
  recordings: `
    SELECT ${digest("concat_ws('|', r.match_key, r.title, r.artist_credit, r.release_title, a.name, c.position)")}
    FROM recordings r LEFT JOIN recording_artists c ON c.recording_id = r.id LEFT JOIN artists a ON a.id = c.artist_id WHERE r.private_user_id = $1`,
  heard: `
    SELECT ${digest("concat_ws('|', r.match_key, h.plays)")} FROM heard_recordings h JOIN recordings r ON r.id = h.recording_id WHERE h.user_id = $1`,
  totals: `SELECT listens FROM listener_totals WHERE user_id = $1`,
  weeks: `SELECT ${digest("concat_ws('|', week_start, reason)")} FROM dirty_weeks WHERE user_id = $1`,
  pending: `
    SELECT ${digest("concat_ws('|', p.kind, r.match_key)")} FROM pending p JOIN recordings r ON r.id::text = p.subject WHERE r.private_user_id = $1`,
};
