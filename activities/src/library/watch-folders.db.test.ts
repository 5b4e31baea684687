import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { activityDeps, addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { watchFolders } from './watch-folders.ts';

let database: TestDatabase;
let folder: string;
const end = new AbortController();
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-watched-'));
});
afterAll(async () => {
  end.abort();
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

const LATER = new Date('2999-01-01');

test('a folder is scanned soon after something changes in it, also one that is added or comes back later', async () => {
  const deps = {
    ...activityDeps(database.db),
    sleep: (ms: number, signal?: AbortSignal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
  };
  const userId = await addListener(database.db, 'ann');
  const watching = watchFolders(deps, end.signal, { lookEveryMs: 20, quietMs: 20, longestMs: 200 });
  const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    database.db.asService((tx) => tx.query<Row>(text, values));
  const path = join(folder, 'Music');
  await query('INSERT INTO audio_roots (user_id, path, next_due_at) VALUES ($1, $2, $3)', [userId, path, LATER]);
  const becomesDue = async (change: () => Promise<unknown>): Promise<boolean> => {
    await query('UPDATE audio_roots SET next_due_at = $1', [LATER]);
    await change();
    for (let waited = 0; waited < 3000; waited += 20) {
      await delay(20);
      if ((await query('SELECT 1 FROM audio_roots WHERE next_due_at < $1', [LATER])).length > 0) return true;
    }
    return false;
  };
  await mkdir(path);
  await delay(200);
  expect(await becomesDue(() => writeFile(join(path, 'a.flac'), 'a'))).toBe(true);
  expect(await becomesDue(() => mkdir(join(path, 'Shores')))).toBe(true);
  await delay(200);
  expect(await becomesDue(() => writeFile(join(path, 'Shores/tide.flac'), 'a'))).toBe(true);
  await query('DELETE FROM audio_roots');
  await delay(200);
  end.abort();
  await watching;
});
