import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities } from '@sidetrack/activities';
import { seededRandom } from '@sidetrack/analysis';
import type { AggregateActivities, ControlActivities, IngestActivities, Receipt } from '@sidetrack/activities';
import type { Database, Sql } from '@sidetrack/prisma';
import { mutate } from '../../activities/src/import/formats/fuzz-test-tools.ts';
import { operations } from '../../api/src/contract/index.ts';
import type { Operation } from '../../api/src/contract/operation.ts';
import { activityDeps } from './activity-deps.ts';
import { SEED_NOW, seedApi, seedIds } from './api-seed.ts';
import { startTestApi } from './api.ts';
import type { TestApi } from './api.ts';
import { addListener, createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { furnish, furnished } from './furnish.ts';
import { readZip } from './read-zip.ts';
import { zipOf } from './zip.ts';

const { listener, other } = seedIds;
const PATIENCE_MS = 300_000;
let database: TestDatabase;
let api: TestApi;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-back-'));
  await mkdir(join(folder, 'music'));
  await seedApi(database.db);
  await furnish(database.db, { music: join(folder, 'music') });
  api = await startTestApi(database.db, { now: () => SEED_NOW });
  await settle(listener);
}, PATIENCE_MS);
afterEach(async () => {
  await api.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const deps = () => ({ ...activityDeps(database.db), clock: () => SEED_NOW });
const run = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));

/** What workers do: scores that wait, then weeks that are dirty. */
async function settle(userId: string): Promise<void> {
  // Work is due by the database's clock, which is not the test's.
  await run('UPDATE pending SET due_at = $1', [SEED_NOW]);
  const aggregate = (await createActivities('aggregate', deps())) as AggregateActivities;
  while ((await aggregate.scoreRecordings()).scored > 0);
  while ((await aggregate.aggregateWeeks({ userId })).weeks > 0);
}

/** Operations that read, and of each what is asked; null with the reason where nothing could be the same. */
function questions(artist: string): Record<string, readonly string[] | string> {
  const { own } = furnished;
  const track = seedIds.track;
  return {
    getIndex: [''],
    getHealth: ['/health'],
    getOpenApi: ['/openapi.json'],
    getDocs: ['/docs'],
    getOverview: ['/overview'],
    getTrajectory: ['audio', 'tag'].map((space) => `/dashboard/trajectory?window=all&space=${space}`),
    getMapPoints: ['audio', 'tag'].map((space) => `/dashboard/trajectory/points?window=all&space=${space}`),
    getMapPlace: ['/dashboard/trajectory/place?x=0&y=0&space=tag&limit=50'],
    getMapWeek: ['/dashboard/trajectory/week?week=2026-W46&space=tag'],
    getCalendar: ['/dashboard/calendar', '/dashboard/calendar?year=2026'],
    getRadar: ['/dashboard/radar', '/dashboard/radar?week=2026-W40&compare=2026-35'],
    getMixtape: ['/dashboard/mixtape?week=2026-W46&seed=1'],
    getVibes: ['/dashboard/vibes', '/dashboard/vibes?week=2026-W40'],
    getMoods: ['/dashboard/moods', '/dashboard/moods?source=lastfm'],
    getMoodWeek: ['/dashboard/mood-week?week=2026-W46'],
    getChanges: ['/dashboard/changes?week=2026-W46'],
    getInfluence: ['/dashboard/influence', '/dashboard/influence?axis=valence'],
    getOutliers: ['/dashboard/outliers?days=90&space=tag'],
    getArtistDrift: [`/artists/${artist}/drift`],
    listAlerts: ['/alerts?state=all&limit=100'],
    getYear: ['/dashboard/year?year=2026'],
    listRecentListens: ['/listens/recent?limit=500'],
    getNowPlaying: ['/listens/now-playing'],
    listSources: ['/listens/sources'],
    listConnections: ['/connections'],
    getRelay: ['/relay'],
    getSkipRules: ['/settings/skip-rules'],
    listImports: ['/imports'],
    getImport: [`/imports/${seedIds.import}`],
    listImportFailures: [`/imports/${seedIds.import}/failures`],
    getImportReceipt: [`/imports/${seedIds.import}/receipt`],
    getImportReceiptTable: [`/imports/${seedIds.import}/receipt.csv`],
    listUploads: ['/uploads'],
    getUpload: 'uploads on their way are not taken along',
    listJobs: 'what work was done is not taken along',
    getJob: 'what work was done is not taken along',
    followJob: 'it tells what happens',
    followAll: 'it tells what happens',
    getLibrary: ['/library'],
    listUnmatched: ['/library/unmatched'],
    listMatches: ['/library/matches?limit=1000'],
    listLibraryFiles: ['/library/files?limit=1000'],
    listLibraryTracks: ['/library/tracks?limit=1000'],
    getTrack: [`/tracks/${track}`, `/tracks/${own}`],
    getPathMappings: ['/library/path-mappings'],
    listTrackTold: [`/tracks/${own}/told`],
    listTrackDecisions: ['/track-decisions'],
    getTrackContours: [`/tracks/${track}/contours`],
    getTrackPlays: [`/tracks/${track}/plays`, `/tracks/${own}/plays`],
    listAudioFeatures: [`/audio-features?ids=${track},${own}`],
    getAudioFeatures: [`/audio-features/${own}`],
    getArtist: [`/artists/${artist}`],
    listSimilarTracks: [`/tracks/${own}/similar?space=tag`, `/tracks/${track}/similar?space=audio`],
    searchTracks: ['/search?q=track&limit=50', '/search?q=harbour'],
    listLabels: ['/labels?limit=100'],
    getCalibration: ['/calibration'],
    getComparison: ['/comparisons/next?axis=energy'],
    listPlaylists: ['/playlists'],
    getPlaylist: [`/playlists/${furnished.playlist}`],
    exportPlaylist: [`/playlists/${furnished.playlist}/m3u8`],
    getSettings: ['/settings'],
    exportAll: ['/export'],
    exportTracks: ['/export/tracks.csv'],
    listFileScores: ['/library/scores'],
    listFilePlays: ['/library/play-counts'],
    listMediaServers: ['/library/servers'],
    previewShare: ['/share-cards?of=2026&parts=axes,artists,tracks,months'],
    listShares: ['/shares'],
    getPublicShare: 'addresses of cards end with their listener',
    listTokens: 'a token is a secret: it is not taken along, and ends with its listener',
  };
}

/** What is of this listener and this import alone, by names that say so. */
async function answersOf(
  userId: string,
  artist: string,
  imports: readonly string[] = [],
): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const path of Object.values(questions(artist)).flat()) {
    if (path.includes(' ')) continue;
    const answer = path === '/export' ? await exportedText() : (await api.ask(`/api/v1${path}`)).text;
    let text = answer.replaceAll(userId, 'LISTENER').replaceAll(/"path":"\/s\/[^"]*"/g, '"path":"/s/…"');
    for (const id of imports) text = text.replaceAll(id, 'IMPORT');
    answers.set(path, path === '/imports' ? withoutImports(text) : shown(text));
  }
  return answers;
}

/** JSON as it is read, so that a difference is shown where it lies. */
function shown(text: string): unknown {
  return text.startsWith('{') ? (JSON.parse(text) as unknown) : text;
}

function withoutImports(text: string): string {
  const { imports, ...rest } = JSON.parse(text) as { imports: { id: string }[] };
  return JSON.stringify({ ...rest, imports: imports.filter(({ id }) => id !== 'IMPORT') });
}

/** The files of an export, but for what tells of this import, of tokens, of the file itself, and since when there is this listener. */
async function exportedText(): Promise<string> {
  const files = await readZip(await takeOut());
  for (const name of ['manifest.json', 'imports.jsonl', 'tokens.jsonl', 'connections.jsonl']) files.delete(name);
  files.set('listener.jsonl', files.get('listener.jsonl')!.replace(/"createdAt" : "[^"]*"/, ''));
  return [...files].map(([name, text]) => `${name}\n${text}`).join('\n');
}

async function takeOut(): Promise<string> {
  const answer = await fetch(`${api.url}/api/v1/export`);
  const path = join(folder, `${(serial += 1)}.zip`);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  return path;
}
let serial = 0;

async function addImport(userId: string, path: string): Promise<string> {
  const [row] = await run<{ id: string }>(
    `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'export.zip', $2, '\\x00') RETURNING id`,
    [userId, path],
  );
  return row!.id;
}

async function importWith(db: Database, importId: string): Promise<Receipt> {
  const ingest = (await createActivities('ingest', { ...deps(), db })) as IngestActivities;
  return ingest.importFile({ importId });
}

async function bringIn(userId: string, path: string): Promise<Receipt> {
  return importWith(database.db, await addImport(userId, path));
}

const failures = () =>
  run(`SELECT file, line, reason FROM import_failures WHERE import_id <> ALL($1)`, [
    [seedIds.import, seedIds.othersImport],
  ]);

async function leave(): Promise<void> {
  const answer = await api.ask('/api/v1/settings/deletion', { method: 'POST', body: { confirmation: 'local' } });
  expect(answer.status).toBe(202);
  const control = (await createActivities('sidetrack', deps())) as ControlActivities;
  while ((await control.purgeListener({ userId: listener })).remaining > 0);
}

test('every operation that reads is asked, or there is a reason', () => {
  const reading = Object.values<Operation>(operations).filter(({ method }) => method === 'get');
  expect(Object.keys(questions('')).toSorted()).toEqual(reading.map(({ operationId }) => operationId).toSorted());
});

test(
  'out, deleted, and back: every answer of the API is what it was',
  async () => {
    const before = await answersOf(listener, furnished.artist);
    const refused = [];
    for (const path of before.keys()) {
      const { status, text } = await api.ask(`/api/v1${path}`);
      if (status !== 200) refused.push([path, status, text]);
    }
    expect(refused).toEqual([]);
    const file = await takeOut();
    await leave();
    const [{ id: heir } = { id: '' }] = await run<{ id: string }>(`SELECT id FROM users WHERE kind = 'local'`);
    expect(heir).not.toBe(listener);
    expect((await api.ask('/api/v1/overview')).json).toMatchObject({ listens: { total: 0 } });

    const receipt = await bringIn(heir, file);
    expect([receipt, await failures()]).toMatchObject([{ failed: 0, skipped: {} }, []]);
    await settle(heir);
    const after = await answersOf(heir, furnished.artist, [receipt.receipt]);
    for (const [path, answer] of before) expect([path, after.get(path)]).toEqual([path, answer]);

    const again = await bringIn(heir, file);
    expect(again).toMatchObject({ read: receipt.read, imported: 0, failed: 0 });
    await settle(heir);
    const still = await answersOf(heir, furnished.artist, [receipt.receipt, again.receipt]);
    for (const [path, answer] of before) expect([path, still.get(path)]).toEqual([path, answer]);
  },
  PATIENCE_MS,
);

test(
  'for another listener of the same installation it becomes theirs, and nothing of the first one moves',
  async () => {
    const before = await answersOf(listener, furnished.artist);
    const file = await takeOut();
    const heir = await addListener(database.db, 'heir');
    const receipt = await bringIn(heir, file);
    expect(await failures()).toEqual([]);
    // Folders are the machine's, not the archive's, to name.
    expect(receipt).toMatchObject({
      failed: 0,
      skipped: { 'a file in a folder that is not on this machine': 14, 'a folder that is not on this machine': 1 },
    });
    await settle(heir);
    const plays = (id: string) =>
      run(
        `SELECT l.listened_at, l.track_key, r.title, array_agg(s.source ORDER BY s.source) AS sources FROM listens l JOIN recordings r ON r.id = l.recording_id
         JOIN listen_sources s USING (user_id, listened_at, track_key) WHERE l.user_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 2`,
        [id],
      );
    expect(await plays(heir)).toEqual(await plays(listener));
    expect(await run(`SELECT FROM recordings WHERE private_user_id = $1`, [heir])).toHaveLength(2);
    expect(await run(`SELECT FROM labels WHERE user_id = $1`, [heir])).toHaveLength(3);
    expect(await run(`SELECT FROM playlist_tracks WHERE user_id = $1`, [heir])).toHaveLength(3);
    expect([...(await answersOf(listener, furnished.artist))]).toEqual([...before]);
    expect(await run(`SELECT FROM labels WHERE user_id = $1`, [other])).toHaveLength(1);
  },
  PATIENCE_MS,
);

test(
  'on another installation, where nobody knows the music',
  async () => {
    const file = await takeOut();
    const before = await exportedText();
    await api.close();
    await database.drop();
    database = await createTestDatabase();
    await run(`INSERT INTO users (id, handle, display_name, kind) VALUES ($1, 'local', 'You', 'local')`, [listener]);
    api = await startTestApi(database.db, { now: () => SEED_NOW });
    const receipt = await bringIn(listener, file);
    expect([receipt, await failures()]).toMatchObject([{ duplicates: 0, failed: 0, skipped: {} }, []]);
    await settle(listener);
    const files = ['labels.jsonl', 'alerts.jsonl', 'folders.jsonl', 'audio-files.csv', 'path-mappings.jsonl'];
    const [was, is] = [sections(before), sections(await exportedText())];
    for (const name of files)
      expect([name, is.get(name)?.split('\n').length]).toEqual([name, was.get(name)?.split('\n').length]);
    expect(is.get('listens.csv')?.replaceAll(/,[0-9a-f-]{36},/g, ',ID,')).toEqual(
      was.get('listens.csv')?.replaceAll(/,[0-9a-f-]{36},/g, ',ID,'),
    );
    expect(
      await run(`SELECT kind, count(*)::int AS n FROM pending WHERE user_id IS NULL GROUP BY kind ORDER BY kind`),
    ).toMatchObject([
      { kind: 'metadata', n: 12 },
      { kind: 'tags', n: 12 },
    ]);
  },
  PATIENCE_MS,
);

function sections(text: string): Map<string, string> {
  return new Map(text.split(/\n(?=[\w/-]+\.(?:jsonl|csv)\n)/).map((one) => [one.slice(0, one.indexOf('\n')), one]));
}

test(
  'killed in any of its transactions it goes on, and the end is the same',
  async () => {
    const file = await takeOut();
    const whole = await addListener(database.db, 'whole');
    const undisturbed = { ...(await bringIn(whole, file)), receipt: expect.any(String) as unknown };
    const killed = await addListener(database.db, 'killed');
    const id = await addImport(killed, file);
    let kills = 0;
    for (;;) {
      try {
        // The first two transactions begin; each of the others is a batch.
        expect(await importWith(dyingAt(2 + (kills % 4)), id)).toMatchObject(undisturbed);
        break;
      } catch (error) {
        expect(error).toMatchObject({ message: 'killed' });
        kills += 1;
      }
    }
    expect(kills).toBeGreaterThan(5);
    for (const table of [
      'listens',
      'listen_sources',
      'labels',
      'playlists',
      'playlist_tracks',
      'imports',
      'import_failures',
      'alerts',
      'shares',
    ]) {
      const counts = await run<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE user_id = ANY($1) GROUP BY user_id`,
        [[whole, killed]],
      );
      expect([table, counts[0]?.n]).toEqual([table, counts[1]?.n]);
    }
  },
  PATIENCE_MS,
);

/** Fails the transaction number `at`, as if the process had died in it. */
function dyingAt(at: number): Database {
  let transactions = 0;
  const guard =
    <T>(work: (tx: Sql) => Promise<T>) =>
    async (tx: Sql): Promise<T> => {
      transactions += 1;
      const result = await work(tx);
      if (transactions === at) throw new Error('killed');
      return result;
    };
  return { ...database.db, asUser: (user, work) => database.db.asUser(user, guard(work)) };
}

// Ten thousand: SIDETRACK_FUZZ_ROWS=10000.
const FUZZ_ROWS = Number(process.env.SIDETRACK_FUZZ_ROWS ?? 2000);

test(
  'damaged rows are told, each once; the others come back, and every page can show what came',
  async () => {
    const files = await readZip(await takeOut());
    const random = seededRandom(7);
    const lines = [...files].flatMap(([name, text]) =>
      name.endsWith('.jsonl')
        ? text
            .trimEnd()
            .split('\n')
            .filter(Boolean)
            .map((line) => ({ name, line }))
        : [],
    );
    // Each file gets its share, however few rows it has.
    const names = [...new Set(lines.map(({ name }) => name))];
    const damaged = new Map<string, Buffer[]>();
    for (let row = 0; row < FUZZ_ROWS; row += 1) {
      const name = names[row % names.length]!;
      const of = lines.filter((one) => one.name === name);
      const bytes = mutate(Buffer.from(of[Math.floor(random() * of.length)]!.line), random);
      damaged.set(name, [
        ...(damaged.get(name) ?? []),
        Buffer.from(bytes.toString('latin1').replaceAll(/[\r\n]/g, ' '), 'latin1'),
        Buffer.from('\n'),
      ]);
    }
    const content = Object.fromEntries(
      [...files].map(([name, text]) => [name, Buffer.concat([...(damaged.get(name) ?? []), Buffer.from(text)])]),
    );
    const path = join(folder, 'damaged.zip');
    await writeFile(path, zipOf(content));
    await leave();
    const [{ id: heir } = { id: '' }] = await run<{ id: string }>(`SELECT id FROM users WHERE kind = 'local'`);
    const { read, imported, duplicates, skipped, failed } = await bringIn(heir, path);
    expect(imported + duplicates + Object.values(skipped).reduce((sum, n) => sum + n, 0) + failed).toBe(read);
    expect(failed).toBeGreaterThan(FUZZ_ROWS / 10);
    expect(await run('SELECT count(*)::int AS n FROM listens WHERE user_id = $1', [heir])).toMatchObject([
      { n: expect.any(Number) },
    ]);
    await settle(heir);
    const broken = [];
    for (const asked of Object.values(questions(furnished.artist)).flat()) {
      if (asked.includes(' ') || asked === '/export') continue;
      const { status, text } = await api.ask(`/api/v1${asked}`);
      if (status >= 500) broken.push([asked, status, text]);
    }
    expect(broken).toEqual([]);
  },
  PATIENCE_MS * 4,
);
