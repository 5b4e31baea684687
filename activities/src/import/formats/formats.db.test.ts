import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityDeps, addListener, createTestDatabase, toExportLine, zipOf } from '@sidetrack/test';
import type { TestDatabase } from '@sidetrack/test';
import type { Receipt } from '../../types.ts';
import { importFile } from '../import-file.ts';
import { SEEDS } from './fuzz-test-tools.ts';
import { SPOTIFY_ACCOUNT, SPOTIFY_EXTENDED } from './samples-test-tools.ts';
import { scrobblerLog, TABLES } from './table-samples-test-tools.ts';
import { NOW } from './test-tools.ts';

let database: TestDatabase;
let folder: string;
let userId: string;
let serial = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-formats-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => void (userId = await addListener(database.db, `listener${(serial += 1)}`)));

const PATIENCE_MS = 60_000;

const select = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asUser(userId, (tx) => tx.query<Row>(text, values));

async function add(content: string | Buffer): Promise<string> {
  const path = join(folder, `${(serial += 1)}`);
  await writeFile(path, content);
  const [row] = await select<{ id: string }>(
    `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'history', $2, '\\x00') RETURNING id`,
    [userId, path],
  );
  return row!.id;
}
const run = (importId: string): Promise<Receipt> =>
  importFile({ ...activityDeps(database.db), clock: () => NOW }, { importId });
const read = async (content: string | Buffer): Promise<Receipt> => run(await add(content));
const sources = async (): Promise<string[]> =>
  (
    await select<{ told: string }>(
      `SELECT string_agg(source, ' + ' ORDER BY source) AS told FROM listen_sources GROUP BY listened_at, track_key ORDER BY listened_at`,
    )
  ).map(({ told }) => told);

describe('a file of each format: its receipt adds up, and the same file again changes nothing', () => {
  test.each(Object.entries(SEEDS).map(([format, files]) => [format, files[0]!]))(
    '%s',
    async (_, file) => {
      const first = await read(file);
      const skipped = Object.values(first.skipped).reduce((sum, rows) => sum + rows, 0);
      expect(first.imported).toBeGreaterThan(0);
      expect(first.read).toBe(first.imported + first.duplicates + skipped + first.failed);
      expect(await read(file)).toMatchObject({
        read: first.read,
        imported: 0,
        duplicates: first.imported + first.duplicates,
        skipped: first.skipped,
        failed: first.failed,
      });
    },
    PATIENCE_MS,
  );
});

test(
  'a zip with files of several kinds: each play is told of by whoever has it, and counted once',
  async () => {
    const zip = zipOf({
      'listens/2021/5.jsonl': toExportLine({
        listenedAt: 1_620_036_934,
        artist: 'The Tidewaters',
        track: 'Harbour Lights',
      }),
      'lastfm.csv': TABLES['lastfm.ghan.nl']!.text,
      'lastfmstats.csv': TABLES['lastfmstats.com']!.text,
      'player/.scrobbler.log': scrobblerLog('UTC'),
      'MyData/endsong_0.json': JSON.stringify(SPOTIFY_EXTENDED.slice(0, 1)),
    });
    const receipt = await read(zip);
    expect(receipt).toMatchObject({ imported: 3, failed: 4 });
    expect(await sources()).toEqual(['lastfm + listenbrainz + rockbox + spotify', 'lastfm', 'rockbox']);
  },
  PATIENCE_MS,
);

test(
  'Spotify’s two exports of the same streams are one history, whichever comes first',
  async () => {
    const account = JSON.stringify(
      SPOTIFY_EXTENDED.slice(0, 2).map((stream) => ({
        endTime: String(stream['ts']).slice(0, 16).replace('T', ' '),
        artistName: stream['master_metadata_album_artist_name'],
        trackName: stream['master_metadata_track_name'],
        msPlayed: stream['ms_played'],
      })),
    );
    const extended = JSON.stringify(SPOTIFY_EXTENDED.slice(0, 2));
    expect(await read(account)).toMatchObject({ imported: 2 });
    expect(await read(extended)).toMatchObject({ imported: 0, duplicates: 2 });
    expect(await read(account)).toMatchObject({ imported: 0, duplicates: 2 });
    expect(await sources()).toEqual(['spotify + spotify-account', 'spotify + spotify-account']);
  },
  PATIENCE_MS,
);

test(
  'a log whose player does not know its zone waits, is asked about once, and goes on',
  async () => {
    const importId = await add(scrobblerLog('UNKNOWN'));
    expect(await run(importId)).toMatchObject({ read: 0 });
    const state = (): Promise<unknown[]> => select('SELECT state, state_reason, format FROM imports');
    expect(await state()).toEqual([
      {
        state: 'needs-time-zone',
        state_reason: 'Its times stand without a time zone. In which one was its clock set?',
        format: 'scrobbler-log',
      },
    ]);
    expect(await run(importId)).toMatchObject({ read: 0 });
    await select(`UPDATE imports SET time_zone = 'Europe/Berlin', state = 'queued'`);
    expect(await run(importId)).toMatchObject({ read: 8, imported: 2 });
    expect(await state()).toMatchObject([{ state: 'done', state_reason: null }]);
    expect(await select('SELECT listened_at FROM listens ORDER BY 1 LIMIT 1')).toEqual([
      { listened_at: new Date('2021-05-03T08:15:34Z') },
    ]);
  },
  PATIENCE_MS,
);

test(
  'what the listener leaves out is left out, and comes in when they change their mind',
  async () => {
    const file = JSON.stringify([...SPOTIFY_ACCOUNT.slice(0, 4)]);
    expect(await read(file)).toMatchObject({
      read: 4,
      imported: 1,
      skipped: { 'played for too short a time': 1, 'without a title or an artist': 1, 'a podcast or an audiobook': 1 },
    });
    await database.db.asService((tx) =>
      tx.query(`UPDATE users SET settings = settings || '{"imports": {"podcasts": false}}' WHERE id = $1`, [userId]),
    );
    expect(await read(file)).toMatchObject({ imported: 1, duplicates: 1 });
  },
  PATIENCE_MS,
);
