import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const FILE_BYTES = 3_000_000;
let browser: Browser;
let served: Served;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidetrack-upload-'));
  browser = await openBrowser();
  served = await serve('streams');
  await seed();
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => void (served.faults.health = 'well'));

const open = (path: string, width = 1280) => visit(browser, `${served.url}${path}`, { width, dark: false });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const toast = (page: Page) => page.locator('#toasts');
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  served.database.db.asService((tx) => tx.query<Row>(sql, values));

/** A folder of files whose names fit the most played tracks, 40 of them joined by name alone, and an import with failures. */
async function seed(): Promise<void> {
  for (const statement of SEED) await query(statement);
}

const OWNER = `(SELECT id FROM users WHERE kind = 'local')`;
const HEARD = `(SELECT recording_id, row_number() OVER (ORDER BY plays DESC, recording_id) AS n FROM heard_recordings WHERE user_id = ${OWNER})`;
const SEED = [
  `INSERT INTO audio_roots (id, user_id, path, last_scanned_at) VALUES (md5('root')::uuid, ${OWNER}, '/home/ada/Music', '2026-11-17')`,
  `INSERT INTO audio_files (id, user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256, duration_seconds, title, match_key)
   SELECT md5('file' || n)::uuid, ${OWNER}, md5('root')::uuid, 'Album ' || n % 4 || '/Song ' || n || '.flac', 1, '2026-11-17', sha256(n::text::bytea), 180, 'Song ' || n, 'none ' || n
   FROM generate_series(1, 60) n`,
  `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen)
   SELECT ${OWNER}, recording_id, md5('file' || n)::uuid, 'name', 0.6, true FROM ${HEARD} AS heard WHERE n <= 40`,
  `INSERT INTO imports (id, user_id, file_name, stored_path, file_sha256, format, state, rows_read, imported, duplicates, skipped, failed, created_at, finished_at)
   VALUES (md5('import')::uuid, ${OWNER}, 'old.zip', '/nowhere', '\\x00', 'listenbrainz-zip', 'done', 100, 80, 10, '{"in the future": 3}', 7, '2026-11-17', '2026-11-17')`,
  `INSERT INTO import_failures (import_id, user_id, file, line, reason) SELECT md5('import')::uuid, ${OWNER}, 'listens/2026/1.jsonl', n, 'it is not JSON' FROM generate_series(1, 7) n`,
];

/** An export that takes a while to send. */
function exportFile(name: string): { path: string; bytes: Buffer } {
  const line = `${JSON.stringify({ listened_at: 1_700_000_000, track_metadata: { artist_name: name, track_name: 'x'.repeat(400) } })}\n`;
  const bytes = Buffer.from(line.repeat(Math.ceil(FILE_BYTES / line.length)));
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, bytes };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to pass.');
}

const received = async (name: string): Promise<number> =>
  (await query<{ received: number }>('SELECT received FROM uploads WHERE file_name = $1', [name]))[0]?.received ?? 0;
const importedSha = async (name: string): Promise<string> => {
  const [row] = await query<{ path: string }>('SELECT stored_path AS path FROM imports WHERE file_name = $1', [name]);
  return createHash('sha256')
    .update(await readFile(row!.path))
    .digest('hex');
};
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test(
  'a file is chosen, the connection breaks in the middle, and the rest follows by itself: one click',
  async () => {
    const { path, bytes } = exportFile('broken.jsonl');
    const { page, close } = await open('/imports');
    served.faults.health = 'breaking';
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByText(/the connection is lost, it goes on by itself/).waitFor();
    // The API notes what it has when it finds the connection gone, which may be after the browser does.
    await until(async () => (await received('broken.jsonl')) > 0);
    const kept = await received('broken.jsonl');
    expect(kept).toBeLessThan(bytes.length);
    served.faults.health = 'well';
    await page.getByRole('heading', { name: 'broken.jsonl' }).waitFor({ timeout: 30_000 });
    await page.getByText('Waiting its turn; it begins by itself.').waitFor();
    expect(await importedSha('broken.jsonl')).toBe(sha(bytes));
    await close();
  },
  PATIENCE_MS,
);

test(
  'after a reload it says how much is there; the same file chosen again sends the rest: two clicks',
  async () => {
    const { path, bytes } = exportFile('reloaded.jsonl');
    const { page, close } = await open('/imports');
    page.on('dialog', (dialog) => void dialog.accept());
    served.faults.health = 'breaking';
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByText(/the connection is lost/).waitFor();
    await until(async () => (await received('reloaded.jsonl')) > 0);
    await page.goto('about:blank');
    served.faults.health = 'well';
    await page.goto(`${served.url}/imports`);
    await page.getByText('reloaded.jsonl stopped on its way').waitFor();
    expect(await page.getByText(/of 3\.0 MB are here/).count()).toBe(1);
    expect(await seriousFaults(page)).toEqual([]);
    const kept = await received('reloaded.jsonl');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(request.headers()['upload-offset'] ?? '');
    });
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('heading', { name: 'reloaded.jsonl' }).waitFor({ timeout: 30_000 });
    expect(sent[0]).toBe(String(kept));
    expect(await importedSha('reloaded.jsonl')).toBe(sha(bytes));
    expect(await page.getByText('stopped on its way').count()).toBe(0);
    await close();
  },
  PATIENCE_MS,
);

test(
  'an upload that is given up is gone: one click',
  async () => {
    await query(
      `INSERT INTO uploads (id, user_id, file_name, fingerprint, bytes, received, created_at, updated_at)
       SELECT md5('given up')::uuid, id, 'unwanted.zip', 'f', 100, 50, '2026-11-18T18:00:00Z', '2026-11-18T18:00:00Z' FROM users WHERE kind = 'local'`,
    );
    const { page, close } = await open('/imports', 360);
    await page.getByText('unwanted.zip stopped on its way').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'unwanted.zip' })
      .getByRole('button', { name: 'Give up' })
      .click();
    await toast(page).getByText('unwanted.zip was given up.').waitFor();
    expect(await query(`SELECT FROM uploads WHERE file_name = 'unwanted.zip'`)).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'an import is followed while it is read, without a reload',
  async () => {
    const { page, close } = await open('/imports');
    await query(
      `INSERT INTO imports (id, user_id, file_name, stored_path, file_sha256, state, rows_read, imported) SELECT md5('live')::uuid, id, 'live.zip', '/x', '\\x01', 'running', 500, 500 FROM users WHERE kind = 'local'`,
    );
    await query(
      `INSERT INTO jobs (user_id, kind, workflow_id, state, progress)
       SELECT id, 'import-listens', 'import-listens/' || md5('live')::uuid, 'running', '{"done": 500, "total": 2000, "unit": "rows", "secondsLeft": 90}' FROM users WHERE kind = 'local'`,
    );
    await page.getByText('500 of 2,000 rows').waitFor({ timeout: 20_000 });
    await page.getByText('about 2 min left').waitFor();
    await query(`UPDATE imports SET state = 'done', rows_read = 2000, imported = 2000 WHERE file_name = 'live.zip'`);
    await query(`UPDATE jobs SET state = 'done', updated_at = now() WHERE kind = 'import-listens'`);
    await page.locator('article', { hasText: 'live.zip' }).getByText('Done').waitFor({ timeout: 20_000 });
    await close();
  },
  PATIENCE_MS,
);

test(
  'a receipt adds up, says why, and is saved as CSV and JSON: one click each',
  async () => {
    const { page, complaints, close } = await open('/imports');
    const receipt = page.locator('article', { hasText: 'old.zip' });
    await receipt.getByText('100 rows read: 80 imported, 10 known already, 3 skipped, 7 failed.').waitFor();
    await receipt.getByText(/3 rows dated in the future: the clock of that device was wrong/).waitFor();
    await receipt.getByText('7 rows that failed, and why').click();
    await receipt
      .getByRole('row', { name: /It is not JSON.*listens\/2026\/1\.jsonl/ })
      .first()
      .waitFor();
    const save = async (name: RegExp): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        receipt.getByRole('link', { name }).click(),
      ]);
      return readFile(await download.path(), 'utf8');
    };
    const table = (await save(/CSV/)).trim().split('\r\n');
    expect(table.slice(0, 6)).toEqual([
      'outcome,rows,reason,file,line',
      'read,100,,,',
      'imported,80,,,',
      'known already,10,,,',
      'skipped,3,in the future,,',
      'failed,7,,,',
    ]);
    expect(table).toHaveLength(13);
    expect(JSON.parse(await save(/JSON/))).toMatchObject({ import: { fileName: 'old.zip' }, failures: { length: 7 } });
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'a history without a time zone asks for it, with the listener’s own proposed: one click',
  async () => {
    await query(
      `INSERT INTO imports (id, user_id, file_name, stored_path, file_sha256, format, state, state_reason)
       SELECT md5('zone')::uuid, id, '.scrobbler.log', '/x', '\\x02', 'scrobbler-log', 'needs-time-zone', 'Which one?' FROM users WHERE kind = 'local'`,
    );
    const { page, complaints, close } = await open('/imports', 360);
    const waiting = page.locator('article', { hasText: '.scrobbler.log' });
    await waiting.getByText('Waits for you').waitFor();
    expect(await waiting.getByLabel('Time zone of the file').inputValue()).not.toBe('');
    expect(await seriousFaults(page)).toEqual([]);
    await waiting.getByLabel('Time zone of the file').fill('Nowhere/At All');
    await waiting.getByRole('button', { name: 'Read it in this zone' }).click();
    await waiting.getByText(/No time zone is called that/).waitFor();
    await waiting.getByLabel('Time zone of the file').fill('America/New York');
    await waiting.getByRole('button', { name: 'Read it in this zone' }).click();
    await waiting.getByText('Waiting its turn; it begins by itself.').waitFor();
    expect(await query(`SELECT time_zone, state FROM imports WHERE file_name = '.scrobbler.log'`)).toEqual([
      { time_zone: 'America/New_York', state: 'queued' },
    ]);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'what imports leave out is chosen: one click each',
  async () => {
    const { page, complaints, close } = await open('/imports');
    await page.getByLabel('Podcasts and audiobooks').click();
    await toast(page).getByText('Saved. It holds for what you import from now on.').waitFor();
    await page.getByLabel('Where the file does not tell how long a track is').selectOption('10');
    await until(async () => {
      const [row] = await query<{ rules: unknown }>(
        `SELECT settings -> 'imports' AS rules FROM users WHERE kind = 'local'`,
      );
      return JSON.stringify(row?.rules).includes('"shortPlaySeconds":10');
    });
    await page.reload();
    expect(await page.getByLabel('Podcasts and audiobooks').isChecked()).toBe(false);
    expect(await page.getByLabel('Videos').isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

describe('the library', () => {
  const choices = (who = 'listener') =>
    query<{ chosen: boolean }>('SELECT chosen FROM audio_matches WHERE decided_by = $1 ORDER BY chosen', [who]);

  test(
    'matches are confirmed and refused by keys, and taken back: a key each, and a click',
    async () => {
      const { page, complaints, close } = await open('/library');
      const rows = page.locator('[data-row]');
      expect(await rows.count()).toBe(25);
      await rows.first().focus();
      // Faster than any answer comes.
      for (const key of ['y', 'y', 'ArrowDown', 'n']) await page.keyboard.press(key);
      await page.getByText('38 to confirm').waitFor();
      await toast(page).getByText('Refused.').waitFor();
      expect(await choices()).toEqual([{ chosen: false }, { chosen: true }]);
      await toast(page).getByRole('button', { name: 'Undo' }).last().click();
      await toast(page).getByText('Taken back.').waitFor();
      expect(await choices()).toEqual([{ chosen: true }]);
      expect(complaints).toEqual([]);
      await close();
    },
    PATIENCE_MS,
  );

  /** The one file that was picked by hand. */
  const picked = async (): Promise<string | undefined> =>
    (
      await query<{ title: string }>(
        `SELECT f.title FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id WHERE m.chosen AND m.rung = 'listener'`,
      )
    )[0]?.title;

  test(
    'many at once: two clicks for a page, two for all; one takes them back',
    async () => {
      const { page, close } = await open('/library');
      await page.getByLabel('Tick all on this page').check();
      await button(page, 'None the same').click();
      await toast(page).getByText('25 matches refused.').waitFor();
      expect(await choices()).toHaveLength(26);
      await toast(page).getByRole('button', { name: 'Undo' }).click();
      await toast(page).getByText('Taken back.').waitFor();
      await button(page, /^Confirm all \d+$/).click();
      await button(page, 'Confirm them').click();
      await page.getByText('Nothing to confirm', { exact: true }).waitFor();
      expect((await choices()).filter(({ chosen }) => chosen)).toHaveLength(40);
      await close();
    },
    PATIENCE_MS,
  );

  test(
    'a track without a file gets one, and another one later: three clicks',
    async () => {
      const { page, close } = await open('/library?show=tracks');
      const title = (await page.locator('main li a[href^="/tracks/"]').first().innerText()).trim();
      await page
        .locator('main li', { hasText: title })
        .getByRole('button', { name: /^Choose its file/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('searchbox').fill('Song 55');
      await dialog.getByRole('button', { name: /Song 55\.flac/ }).click();
      await toast(page).getByText('Confirmed.').waitFor();
      expect(await picked()).toBe('Song 55');
      await page.getByText('Matched').first().click();
      await page.waitForURL(/show=matched/);
      await page.getByLabel('Search within').fill(`${title} Song 55`);
      await page.waitForURL(/q=/);
      await button(page, `Choose another file for ${title}`).click();
      await dialog.getByText('Stands now').waitFor();
      await dialog.getByRole('searchbox').fill('Song 56');
      await dialog.getByRole('button', { name: /Song 56\.flac/ }).click();
      await until(async () => (await picked()) === 'Song 56');
      await close();
    },
    PATIENCE_MS,
  );

  test(
    'long lists are paged, and the address says where one is',
    async () => {
      const { page, close } = await open('/library?show=tracks', 360);
      await button(page, 'Later').click();
      await page.waitForURL(/page=2/);
      await page.getByText(/^26 – 50 of/).waitFor();
      await page.reload();
      await page.getByText(/^26 – 50 of/).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await close();
    },
    PATIENCE_MS,
  );
});

test(
  'work that failed says what to do, and is asked for again: one click',
  async () => {
    await query(
      `INSERT INTO jobs (user_id, kind, workflow_id, state, error, created_at, updated_at)
       SELECT id, 'aggregate-weeks', 'w', 'failed', 'The disk was full.', '2026-11-18T18:00:00Z', '2026-11-18T18:00:00Z' FROM users WHERE kind = 'local'`,
    );
    const { page, close } = await open('/jobs');
    const failure = page.getByRole('region', { name: 'Needs you' });
    await failure.getByText('The disk was full.').waitFor();
    const { starts } = served.api.workflows;
    const startsBefore = starts.length;
    await failure.getByRole('button', { name: /Try again/ }).click();
    await until(() => Promise.resolve(starts.length > startsBefore));
    expect(starts.slice(startsBefore)).toMatchObject([{ workflow: 'AggregateWeeks' }]);
    await page.getByText('Waiting its turn').first().waitFor();
    await close();
  },
  PATIENCE_MS,
);
