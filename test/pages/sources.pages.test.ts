import type { Browser } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { FIXED_NOW } from './support/fixed-now.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await openBrowser();
  served = await serve('streams');
  await query(
    `INSERT INTO listen_sources (user_id, listened_at, track_key, source)
     SELECT user_id, listened_at, track_key, 'push:web-scrobbler' FROM listens WHERE user_id = ${OWNER} ORDER BY listened_at DESC, track_key LIMIT 12`,
  );
  await query(
    `INSERT INTO now_playing (user_id, source, artist_name, track_name, since, until) VALUES (${OWNER}, 'lastfm', 'Björk', 'Jóga', $1, $2)`,
    [FIXED_NOW, new Date(FIXED_NOW.getTime() + 600_000)],
  );
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const OWNER = `(SELECT id FROM users WHERE kind = 'local')`;
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  served.database.db.asService((tx) => tx.query<Row>(sql, values));
const open = (path: string, width: number, dark: boolean) => visit(browser, `${served.url}${path}`, { width, dark });

test.each([
  [1280, false],
  [360, true],
])(
  'the overview says what plays, %i wide',
  async (width, dark) => {
    const { page, complaints, close } = await open('/', width, dark);
    const line = page.getByText('Playing now').locator('..');
    await line.getByText('Jóga').waitFor();
    expect(await line.textContent()).toContain('Last.fm');
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test.each([
  [360, true],
  [1280, false],
])(
  'who told of plays stands on the page of imports, and a source is taken back, %i wide',
  async (width, dark) => {
    const { page, complaints, close } = await open('/imports', width, dark);
    const card = page.locator('section', { has: page.getByRole('heading', { name: 'Who told of your plays' }) });
    const row = card.getByRole('listitem').filter({ hasText: 'Web scrobbler, pushed here' });
    await row.getByText('12 plays, 0 of them told by nobody else').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await row.getByRole('button', { name: 'Take back' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.textContent()).toMatch(
      /0 plays that nobody else told of go from your history. The other 12 stay/,
    );
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await row.getByText('Being taken back: 0 of 12').waitFor();
    expect(await query('SELECT source, told::int FROM source_removals')).toEqual([
      { source: 'push:web-scrobbler', told: 12 },
    ]);
    await query('DELETE FROM source_removals');
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);
