import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { startFakes, type Fakes } from '../fakes/index.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const TITLES = 'main ol > li a[href^="/tracks/"]';
let browser: Browser;
let fakes: Fakes;
let served: Served;

beforeAll(async () => {
  [browser, fakes] = await Promise.all([
    openBrowser(),
    startFakes({ listenbrainz: { tokens: { 'ana-token': 'ana' } } }),
  ]);
  served = await serve('streams', {
    env: { SIDETRACK_LISTENBRAINZ_URL: fakes.listenbrainz.url, SIDETRACK_SECRET_KEY: 'k'.repeat(32) },
    deps: { fetch },
  });
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await Promise.all([served.close(), fakes.stop()]);
});

const open = (path: string) => visit(browser, `${served.url}${path}`, { width: 1280, dark: false });
const titles = (page: Page) => page.locator(TITLES).allTextContents();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const toast = (page: Page) => page.locator('#toasts');

/** A playlist of the newest week's mixtape, made by the API. */
async function makePlaylist(name = 'Evening'): Promise<string> {
  const { json } = await served.api.ask('/api/v1/dashboard/mixtape');
  const { week, space, seed, minutes } = json as {
    week: { isoWeek: string };
    space: string;
    seed: number;
    minutes: number;
  };
  const made = await served.api.ask('/api/v1/playlists', {
    method: 'POST',
    body: { name, mixtape: { week: week.isoWeek, space, seed, minutes } },
  });
  return (made.json as { id: string }).id;
}

test(
  'a mixtape of another week, another one of it, kept as a playlist: three clicks and an arrow key',
  async () => {
    const { page, complaints, close } = await open('/mixtapes');
    const first = await titles(page);
    expect(first.length).toBeGreaterThan(9);
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/week=2026-W46/);
    await page.locator('[aria-busy=false]').first().waitFor();
    await button(page, 'Another one').click();
    await page.waitForURL(/seed=2/);
    await page.getByText('Number 2.').waitFor();
    const wanted = await titles(page);
    await button(page, 'Save as playlist').click();
    await page.waitForURL(/\/playlists\/[0-9a-f-]{36}$/);
    expect(await page.locator('h1').textContent()).toBe('Mixtape, week 46 of 2026');
    expect(await titles(page)).toEqual(wanted);
    await page.getByRole('link', { name: 'from the mixtape of week 46' }).click();
    await page.waitForURL(/mixtapes\?week=2026-W46/);
    expect(await titles(page)).toEqual(wanted);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'the order is changed with keys and by dragging, and kept; what is removed comes back',
  async () => {
    const id = await makePlaylist();
    const { page, complaints, close } = await open(`/playlists/${id}`);
    const [one, two, three, ...rest] = await titles(page);
    const handle = (title: string | undefined) => page.getByRole('button', { name: `Move ${title ?? ''},` });
    await handle(one).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await titles(page)).toEqual([two, three, one, ...rest]);
    expect(await handle(one).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByText(`${one ?? ''}, now 3 of ${rest.length + 3}.`).waitFor({ state: 'attached' });

    const grip = (await handle(one).boundingBox())!;
    const goal = (await handle(two).boundingBox())!;
    await page.mouse.move(grip.x + 5, grip.y + 5);
    await page.mouse.down();
    await page.mouse.move(goal.x + 5, goal.y + 5, { steps: 8 });
    await page.mouse.up();
    expect(await titles(page)).toEqual([one, two, three, ...rest]);

    await button(page, `Remove ${two ?? ''}`).click();
    expect(await titles(page)).toEqual([one, three, ...rest]);
    await toast(page).getByRole('button', { name: 'Undo' }).click();
    expect(await titles(page)).toEqual([one, two, three, ...rest]);
    await handle(three).press('Home');
    await page.waitForTimeout(500);
    await page.reload();
    expect(await titles(page)).toEqual([three, one, two, ...rest]);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'renamed, and a name is text whatever it holds; deleted and taken back',
  async () => {
    const name = '<img src=x onerror="document.title=1"> & “Ночь”';
    const id = await makePlaylist();
    const { page, complaints, close } = await open(`/playlists/${id}`);
    await button(page, 'Rename').click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await button(page, 'Delete').click();
    await button(page, 'Undo').waitFor();
    expect((await served.api.ask(`/api/v1/playlists/${id}`)).status).toBe(404);
    await button(page, 'Undo').click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.goto(`${served.url}/playlists`);
    expect(await page.getByRole('link', { name }).count()).toBe(1);
    await button(page, `Delete ${name}`).click();
    await toast(page).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'a change made elsewhere meanwhile is told, and the newer state shown',
  async () => {
    const id = await makePlaylist();
    const { page, close } = await open(`/playlists/${id}`);
    const [, second] = await titles(page);
    const { json } = await served.api.ask(`/api/v1/playlists/${id}`);
    const { tracks } = json as { tracks: { recordingId: string }[] };
    const elsewhere = { revision: 1, recordingIds: tracks.slice(1).map(({ recordingId }) => recordingId) };
    await served.api.ask(`/api/v1/playlists/${id}/tracks`, { method: 'PUT', body: elsewhere });
    await page
      .getByRole('button', { name: /^Move /u })
      .nth(2)
      .press('End');
    await page.getByText('changed elsewhere').waitFor();
    expect((await titles(page))[0]).toBe(second);
    await close();
  },
  PATIENCE_MS,
);

test(
  'sent to ListenBrainz with the listener’s token, and a second sending says so',
  async () => {
    const body = { externalName: 'ana', credential: 'ana-token' };
    expect((await served.api.ask('/api/v1/connections/listenbrainz', { method: 'PUT', body })).status).toBe(200);
    const id = await makePlaylist('To send');
    const { page, complaints, close } = await open(`/playlists/${id}`);
    const dialog = page.getByRole('dialog');
    await button(page, /^Send/u).click();
    fakes.listenbrainz.failNext(1, { kind: 'status', status: 429, headers: { 'x-ratelimit-reset-in': '7' } });
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('Try again in 7 s.').waitFor();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText(/^\d+ tracks sent$/u).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    const [sent] = fakes.listenbrainz.playlists;
    expect(sent).toMatchObject({ user: 'ana', title: 'To send', public: false });
    expect(sent!.recordingMbids.length).toBeGreaterThan(9);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await button(page, /^Send/u).click();
    await dialog.getByText('It was sent on').waitFor();
    expect(await dialog.getByRole('button', { name: 'Send as a new one' }).count()).toBe(1);
    // The answer 503 to the refused sending stands on the console too.
    expect(complaints.filter((line) => !line.includes('503'))).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'exported with the sample’s own files: what has none is told before and in the file',
  async () => {
    const sample = await serve('sample');
    try {
      const matches = await sample.api.ask('/api/v1/library/matches?limit=3');
      const { matches: known } = matches.json as { matches: { recordingId: string }[] };
      const { json } = await sample.api.ask('/api/v1/dashboard/mixtape?space=tag');
      const [without] = (json as { tracks: { recordingId: string; title: string }[] }).tracks;
      const tracks = [...known, without!].map(({ recordingId }) => ({ recordingId }));
      const made = await sample.api.ask('/api/v1/playlists', { method: 'POST', body: { name: 'Mine', tracks } });
      const { id } = made.json as { id: string };
      const { page, complaints, close } = await visit(browser, `${sample.url}/playlists/${id}`, {
        width: 360,
        dark: true,
      });
      await button(page, 'Export').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('One track has no audio file').waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await dialog.getByLabel('Folder that the file will lie in').fill('/home/ada');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('link', { name: 'Download' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('Mine.m3u8');
      const lines = (await readFile(await download.path(), 'utf8')).split('\n');
      expect(lines.slice(0, 3)).toEqual(['#EXTM3U', '#EXTENC:UTF-8', '#PLAYLIST:Mine']);
      expect(lines.filter((line) => line.startsWith('Music/'))).toHaveLength(known.length);
      expect(lines.filter((line) => /^#EXTINF:\d+,.+ - .+/u.test(line))).toHaveLength(known.length);
      expect(lines.filter((line) => line.startsWith(`# Left out:`) && line.includes(without!.title))).toHaveLength(1);
      expect(complaints).toEqual([]);
      await close();
    } finally {
      await sample.close();
    }
  },
  PATIENCE_MS,
);
