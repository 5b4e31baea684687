import type { Browser } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { knownArtist, measuredTrack, trackWithoutFile } from './support/find-track.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const DESK = { width: 1280, dark: false };
const NOBODYS = '00000000-0000-4000-8000-00000000dead';
/** The name of an artist who is found by it, and no track. */
const NO_WORD = encodeURIComponent('++');
let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await openBrowser();
  served = await serve('sample');
  await served.database.db.asService(async (tx) => {
    const guest = `INSERT INTO artists (name, name_key) VALUES ('++', '++') RETURNING id`;
    await tx.query(`WITH guest AS (${guest}) INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
      SELECT (SELECT recording_id FROM heard_recordings ORDER BY recording_id LIMIT 1), 9, id, '++' FROM guest`);
  });
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
});

test.each([
  [`/tracks/${NOBODYS}`, 'There is no such track'],
  ['/tracks/no-id', 'There is no such track'],
  [`/artists/${NOBODYS}`, 'There is no such artist'],
])(
  '%s: 404, in words',
  async (path, heading) => {
    const { page, status, close } = await visit(browser, `${served.url}${path}`, DESK);
    expect(status).toBe(404);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading);
    await page.getByRole('link', { name: 'Search your tracks' }).click();
    await page.getByRole('searchbox').waitFor();
    await close();
  },
  PATIENCE_MS,
);

test(
  'a moment inside a track is read off by keyboard; a track without a file says what to do instead',
  async () => {
    const measured = await measuredTrack(served.api.ask);
    const { page, close } = await visit(browser, `${served.url}/tracks/${measured}`, DESK);
    const moment = page.getByRole('slider', { name: 'Moment in the track' });
    await moment.focus();
    await moment.press('End');
    expect(await moment.getAttribute('aria-valuetext')).toMatch(/^\d+:\d\d: loudness −[\d.]+ dB, activity/);
    await page.getByText('Sound', { exact: true }).last().click();
    await page.waitForURL(/space=audio/);
    await close();

    const bare = await trackWithoutFile(served.api.ask);
    const other = await visit(browser, `${served.url}/tracks/${bare}`, DESK);
    await other.page.getByText('No audio file of yours belongs to this track').waitFor();
    expect(await other.page.getByRole('heading', { name: 'Inside the track' }).count()).toBe(0);
    await other.close();
  },
  PATIENCE_MS,
);

test(
  'search: results while typing, why each was found, and arrow keys that lead to one',
  async () => {
    const { page, complaints, close } = await visit(browser, `${served.url}/search`, DESK);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('calm not piano');
    await page.getByRole('list', { name: 'Found because' }).first().waitFor();
    await page.waitForURL(/q=calm/);
    expect(await page.locator('main [role=status]').first().innerText()).toMatch(/tracks? of \d+ that you have heard/);
    const first = page.locator('a[data-hit]').first();
    const title = await first.innerText();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tracks\//);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'search: an artist stands above the tracks, within reach of the arrow keys',
  async () => {
    const id = await knownArtist(served.api.ask);
    const { artist } = (await served.api.ask(`/api/v1/artists/${id}`)).json as { artist: { name: string } };
    const { page, complaints, close } = await visit(browser, `${served.url}/search`, DESK);
    await page.getByRole('searchbox').fill(artist.name);
    await page.getByRole('list', { name: 'Artists' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('searchbox').press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/artists/${id}`);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'search: where an artist is all that is found, that is not called nothing',
  async () => {
    const { page, complaints, close } = await visit(browser, `${served.url}/search?q=${NO_WORD}`, DESK);
    const found = page.getByRole('list', { name: 'Artists' }).getByRole('link');
    expect(await found.innerText()).toMatch(/^\+\+ · \d+ plays?$/);
    expect(await page.getByText('Nothing found').count()).toBe(0);
    await page.goto(`${served.url}/search?q=qwertzuiop`);
    await page.getByText('Nothing found').waitFor();
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'an artist: another axis and span are kept in the address and for the next artist',
  async () => {
    const id = await measuredTrack(served.api.ask);
    const { artists } = (await served.api.ask(`/api/v1/tracks/${id}`)).json as { artists: { id: string }[] };
    const { page, complaints, close } = await visit(browser, `${served.url}/artists/${artists[0]!.id}`, DESK);
    await page.getByLabel('Axis').selectOption('valence');
    await page.getByLabel('Over').selectOption('104');
    await page.waitForURL(/axis=valence&weeks=104/);
    await page.getByRole('heading', { name: 'Influence on your changes' }).waitFor();
    await page.goto(`${served.url}/artists/${artists[0]!.id}`);
    await page.waitForURL(/axis=valence&weeks=104/);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);
