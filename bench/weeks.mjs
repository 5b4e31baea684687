/**
 * `sidetrack bench weeks [--json] [--listens N] [--tracks N] [--weeks N] [--repeats N] [--mixed] [--data DIR]`: computing all weeks of a long
 * history anew, and the week of one new listen, on a throw-away PostgreSQL: by a program that knows the tracks of earlier runs, and by one
 * that knows none, as after its start. Seconds by the clock, and processor seconds of this process and of the database's connection: their sum
 * is what one core would take. --mixed: two sources tell of the plays of every
 * week by turns, the slowest case for the slices by source. --data: keeps the database there for the next run.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aggregateWeeks } from '../activities/dist/aggregate/weeks/aggregate-weeks.js';
import { startPostgres } from '../cli/dist/services/postgres.js';
import { migrate, openDatabase } from '../prisma/dist/index.js';
import { createLogger, loadSettings } from '../settings/dist/index.js';
import { main } from '../tools/lib/main.mjs';
import { step } from '../tools/lib/steps.mjs';
import { askMoods } from './lib/ask-moods.mjs';
import { fillDatabase, NEWEST } from './lib/history.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    mixed: { type: 'boolean', default: false },
    data: { type: 'string' },
    listens: { type: 'string', default: '1000000' },
    tracks: { type: 'string', default: '10000' },
    weeks: { type: 'string', default: '522' },
    repeats: { type: 'string', default: '3' },
  },
});
const [listens, tracks, weeks, repeats] = ['listens', 'tracks', 'weeks', 'repeats'].map((name) => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} takes a whole number from 1 on.`);
  return number;
});

/** Short runs are repeated so many times as often. */
const MANY = 5;

const ALL_DIRTY = `
  INSERT INTO dirty_weeks (user_id, week_start, reason) SELECT user_id, week_start, 'bench' FROM weeks WHERE user_id = $1 ON CONFLICT DO NOTHING`;
const ONE_LISTEN = `
  WITH new AS (
    INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
    SELECT user_id, listened_at + interval '1 second', gen_random_uuid(), recording_id, artist_name, track_name
    FROM listens WHERE user_id = $1 AND listened_at < (SELECT max(listened_at) FROM listens) - $2::interval
    ORDER BY listened_at DESC LIMIT 1 RETURNING user_id, listened_at, track_key),
  told AS (INSERT INTO listen_sources (user_id, listened_at, track_key, source) SELECT user_id, listened_at, track_key, 'listenbrainz' FROM new)
  INSERT INTO dirty_weeks (user_id, week_start, reason)
  SELECT user_id, date_trunc('week', listened_at AT TIME ZONE 'Europe/Berlin')::date, 'listens' FROM new`;

await main(async () => {
  const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'sidetrack-bench-weeks-')));
  const server = await startPostgres({ dataDir, durable: false });
  const db = openDatabase(server.appUrl, { maxConnections: 1, applicationName: 'sidetrack bench' });
  try {
    await migrate(server.url);
    const userId = await step('making a history', { estimateSeconds: 90 }, () =>
      fillDatabase(server.url, { listens, tracks, weeks, mixed: values.mixed }),
    );
    const result = {
      listens,
      tracks,
      weeks,
      mixed: values.mixed,
      machine: { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
      full: [],
      fullKnown: [],
      oneListen: [],
      oneListenAtFirst: [],
      oneOldListen: [],
      moods: [],
    };
    const measure = await measurer(db);
    const deps = {
      db,
      settings: loadSettings({ SIDETRACK_CONTACT: 'bench@example.org' }),
      logger: createLogger({ name: 'bench', level: 'silent' }),
      clock: () => new Date(NEWEST),
    };
    const aggregate = () => aggregateWeeks(deps, { userId });
    // What is known of tracks is kept for each opened database: to another object, nothing is known yet.
    const aggregateAtFirst = () => aggregateWeeks({ ...deps, db: { ...db } }, { userId });
    const allWeeks = async (work) => {
      await db.asService((tx) => tx.query(ALL_DIRTY, [userId]));
      return measure(work);
    };
    for (let i = 0; i < repeats; i++) result.full.push(await allWeeks(aggregateAtFirst));
    await allWeeks(aggregate);
    for (let i = 0; i < repeats; i++) result.fullKnown.push(await allWeeks(aggregate));
    const oneListen = async (age, work) => {
      await db.asService((tx) => tx.query(ONE_LISTEN, [userId, age]));
      return measure(work);
    };
    // By turns, so that a machine that is busy for a while is so for both.
    for (let i = 0; i < MANY * repeats; i++) {
      result.oneListen.push(await oneListen('3 hours', aggregate));
      if (i % MANY === 0) result.oneListenAtFirst.push(await oneListen('3 hours', aggregateAtFirst));
    }
    for (let i = 0; i < MANY * repeats; i++) result.oneOldListen.push(await oneListen('5 years', aggregate));
    result.moods = await askMoods(db, { userId, measure, repeats });
    print(result);
  } finally {
    await db.close();
    await server.stop();
    if (values.data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
});

/** Times a piece of work: by the clock, and in processor seconds here and in the one connection to the database. */
async function measurer(db) {
  const [{ pid }] = await db.asService((tx) => tx.query('SELECT pg_backend_pid() AS pid'));
  return async (work) => {
    const before = { clock: performance.now(), here: process.cpuUsage(), there: backendSeconds(pid) };
    await work();
    const clock = (performance.now() - before.clock) / 1000;
    const { user, system } = process.cpuUsage(before.here);
    const there = backendSeconds(pid);
    return {
      seconds: round(clock),
      processorSeconds: round((user + system) / 1e6 + (there ?? 0) - (before.there ?? 0)),
      ofDatabase: there === null ? null : round(there - before.there),
    };
  };
}

/** Linux tells it of every process; elsewhere null. */
function backendSeconds(pid) {
  const file = `/proc/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e9 : null;
}

function print(result) {
  if (values.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const lines = [
    `${listens} listens of ${tracks} tracks in ${weeks} weeks${values.mixed ? ', two sources in every week' : ''}`,
    row('all weeks', result.full),
    row('… of tracks that are known', result.fullKnown),
    row('one new listen', result.oneListen),
    row('… of tracks that are not known', result.oneListenAtFirst),
    row('one listen of five years ago', result.oneOldListen),
    ...result.moods.map(({ asked, runs }) => row(`moods, ${asked}`, runs)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function row(title, runs) {
  const of = (name) => runs.map((run) => run[name]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
  return `  ${title.padEnd(40)} ${of('seconds').toFixed(3)} s, processor ${of('processorSeconds').toFixed(3)} s (database ${of('ofDatabase')?.toFixed(3) ?? '?'} s)`;
}

function round(value) {
  return Math.round(value * 10_000) / 10_000;
}
