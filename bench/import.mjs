/**
 * `sidetrack bench import [--json] [--rows N] [--tracks N] [--only NAME,…]`: a made-up Spotify history into a throw-away PostgreSQL
 * with the settings of a laptop's: by our import, by it once more (all duplicates), over plays that another service told of, by plain
 * COPY and by row-by-row INSERT. The last two know nothing of recordings, sources and weeks: a table of plays with a primary
 * key, which is as little as anyone can do. All read the same file with the same reader.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { importFile } from '../activities/dist/import/import-file.js';
import { startPostgres } from '../cli/dist/services/postgres.js';
import { migrate, openDatabase } from '../prisma/dist/index.js';
import { createLogger, loadSettings } from '../settings/dist/index.js';
import { main } from '../tools/lib/main.mjs';
import { say, step } from '../tools/lib/steps.mjs';
import { backendSeconds } from './lib/backend-seconds.mjs';
import { copyPlays, insertPlays, PLAIN_TABLE } from './lib/plain-plays.mjs';
import { align } from './lib/report.mjs';
import { tellByAnother, writeHistory } from './lib/spotify-history.mjs';

const WAYS = ['import', 'again', 'overlap', 'copy', 'insert'];
const TITLES = {
  import: 'import',
  again: 'the same file again',
  overlap: 'import over plays of another service',
  copy: 'plain COPY',
  insert: 'row-by-row INSERT',
};
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string', default: '1000000' },
    tracks: { type: 'string', default: '30000' },
    only: { type: 'string', default: WAYS.join(',') },
  },
});
const only = values.only.split(',');
const unknown = only.find((way) => !WAYS.includes(way));
if (unknown !== undefined) throw new Error(`--only takes ${WAYS.join(', ')}, not ${unknown}.`);
const [rows, tracks] = ['rows', 'tracks'].map((name) => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} takes a whole number from 1 on.`);
  return number;
});

await main(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-bench-import-'));
  const server = await startPostgres({ dataDir: join(folder, 'data') });
  const client = new pg.Client({ connectionString: server.url });
  try {
    await migrate(server.url);
    await client.connect();
    await client.query(PLAIN_TABLE);
    const path = join(folder, 'Streaming_History_Audio.json');
    const bytes = await step('making a history', { estimateSeconds: 30 }, () => writeHistory(path, { rows, tracks }));
    const world = await worldOf({ server, client, path });
    const results = [];
    for (const way of WAYS.filter((name) => only.includes(name))) {
      const one = await step(TITLES[way], { estimateSeconds: 60 }, () => world[way]());
      say(
        `  ${one.seconds} s, processor ${one.processorSeconds} s here and ${one.ofDatabase ?? '?'} s in the database`,
      );
      results.push(one);
    }
    print({
      rows,
      tracks,
      bytes,
      machine: { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
      results,
    });
  } finally {
    await client.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Each way of importing, as a function that gives its figures. */
async function worldOf({ server, client, path }) {
  const sql = async (text, given = []) => (await client.query(text, given)).rows;
  const pidOfClient = (await sql('SELECT pg_backend_pid() AS pid'))[0].pid;
  const [ann, bob] = [await addListener(sql, 'ann'), await addListener(sql, 'bob')];
  const imported = async (way, userId) => {
    const db = openDatabase(server.appUrl, { maxConnections: 1, applicationName: 'sidetrack bench' });
    try {
      const [{ pid }] = await db.asService((tx) => tx.query('SELECT pg_backend_pid() AS pid'));
      const deps = {
        db,
        settings: loadSettings({ SIDETRACK_CONTACT: 'bench@example.org' }),
        logger: createLogger({ name: 'bench', level: 'silent' }),
        clock: () => new Date('2026-11-22T21:00:00Z'),
      };
      const importId = await addImport(sql, { userId, path });
      return await measured(way, pid, async () => {
        const { read, imported: fresh, duplicates, skipped, failed } = await importFile(deps, { importId });
        return { read, imported: fresh, duplicates, skipped, failed };
      });
    } finally {
      await db.close();
    }
  };
  return {
    import: () => imported('import', ann),
    again: () => imported('again', ann),
    async overlap() {
      await tellByAnother(sql, { from: ann, to: bob });
      return imported('overlap', bob);
    },
    copy: () => measured('copy', pidOfClient, async () => ({ read: await copyPlays(client, { path, userId: ann }) })),
    insert: () =>
      measured('insert', pidOfClient, async () => ({ read: await insertPlays(client, { path, userId: ann }) })),
  };
}

async function addListener(sql, handle) {
  const [{ id }] = await sql(
    `INSERT INTO users (handle, display_name, kind, time_zone) VALUES ($1, $1, 'hosted', 'Europe/Berlin') RETURNING id`,
    [handle],
  );
  return id;
}

async function addImport(sql, { userId, path }) {
  const [{ id }] = await sql(
    `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'history.json', $2, '') RETURNING id`,
    [userId, path],
  );
  return id;
}

/** By the clock, in processor seconds here and in the connection, and the memory of this process: at first, and at most after that. */
async function measured(way, pid, work) {
  const memory = [];
  const sample = setInterval(() => memory.push(process.memoryUsage().rss), 100);
  const before = { clock: performance.now(), here: process.cpuUsage(), there: backendSeconds(pid) };
  const outcome = await work();
  const seconds = (performance.now() - before.clock) / 1000;
  clearInterval(sample);
  const { user, system } = process.cpuUsage(before.here);
  const there = backendSeconds(pid);
  const first = memory.slice(0, Math.ceil(memory.length / 5));
  return {
    way,
    seconds: round(seconds),
    rowsASecond: Math.round(rows / seconds),
    processorSeconds: round((user + system) / 1e6),
    ofDatabase: there === null ? null : round(there - before.there),
    megabytesInFirstFifth: megabytes(Math.max(...first)),
    megabytesAtMost: megabytes(Math.max(...memory)),
    ...outcome,
  };
}

function print(result) {
  if (values.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const ours = result.results.find(({ way }) => way === 'import');
  const head = [
    '',
    'seconds',
    'ratio',
    'rows a second',
    'processor s',
    'of the database',
    'memory MB, first fifth',
    'at most',
  ];
  const lines = result.results.map((one) =>
    [
      TITLES[one.way],
      one.seconds.toFixed(1),
      ours === undefined ? '-' : (one.seconds / ours.seconds).toFixed(2),
      one.rowsASecond,
      one.processorSeconds.toFixed(1),
      one.ofDatabase ?? '-',
      one.megabytesInFirstFifth,
      one.megabytesAtMost,
    ].map(String),
  );
  process.stdout.write(
    `${result.rows} plays of ${result.tracks} tracks, ${megabytes(result.bytes)} MB of JSON\n${align([head, ...lines]).join('\n')}\n`,
  );
}

function round(value) {
  return Math.round(value * 100) / 100;
}

function megabytes(bytes) {
  return Math.round(bytes / 2 ** 20);
}
