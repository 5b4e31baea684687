import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { startFakes, type Fakes } from '../fakes/index.ts';
import { fillAudioFolder } from './support/audio-folder.ts';
import { keepPicture, openBrowser, watchedPage } from './support/browser.ts';
import { getJson, startSidetrack, temporaryFolder, waitUntil, type Installation } from './support/installation.ts';
import { inventWorld, type World } from './support/music.ts';
import { descendantsOf, isRunning } from './support/processes.ts';

const overviewSchema = z.object({
  listens: z.object({ total: z.number() }),
  tracks: z.object({ withAudio: z.number(), scored: z.number() }),
  pending: z.record(z.string(), z.number()),
  connections: z.array(z.object({ backfillComplete: z.boolean(), stateReason: z.string().nullable() })),
});
const trajectorySchema = z.object({
  map: z.object({ trackCount: z.number() }).nullable(),
  weeks: z.array(z.object({ isoWeek: z.string(), x: z.number(), y: z.number(), coverage: z.number() })),
});
const radarSchema = z.object({
  week: z.object({ isoWeek: z.string().nullable(), axes: z.record(z.string(), z.unknown()) }).nullable(),
});

let fakes: Fakes;
let world: World;
let installation: Installation;
let browser: Browser;
/** What was made so far, also when making the rest failed. */
const cleanUps: (() => Promise<unknown>)[] = [];
const newest = Math.floor(Date.now() / 1000) - 3600;

beforeAll(async () => {
  const audio = join(temporaryFolder('sidetrack-audio-'), 'music');
  const slices = fillAudioFolder(audio, 24, 12);
  writeFileSync(join(audio, 'not-music.mp3'), 'this is a text file');
  writeFileSync(join(audio, 'empty.flac'), '');
  world = inventWorld('ada', slices, newest);
  fakes = await startFakes(world.seed);
  cleanUps.push(() => fakes.stop());
  fakes.listenbrainz.failNext(1, { kind: 'status', status: 429, body: 'rate limited' });
  fakes.listenbrainz.failNext(1, { kind: 'status', status: 500 });
  fakes.lastfm.errorNext(2, 16, 'There was a temporary error processing your request');
  installation = await startSidetrack({
    args: ['--listenbrainz', 'ada', '--audio', audio],
    env: {
      ...fakes.env,
      SIDETRACK_LASTFM_API_KEY: 'key',
      SIDETRACK_LASTFM_API_SECRET: 'secret',
      SIDETRACK_TIME_ZONE: 'Europe/Berlin',
    },
  });
  cleanUps.push(() => installation.end('SIGKILL'));
  browser = await openBrowser();
  cleanUps.push(() => browser.close());
}, 240_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const overview = () => getJson(`${installation.siteUrl}/api/v1/overview`, overviewSchema);

test('every listen of the service arrives once, ties and all', async () => {
  const expected = new Set(
    fakes.listenbrainz.listens('ada').map((listen) => `${listen.listened_at} ${listen.recording_msid}`),
  ).size;
  await waitUntil(async () => (await overview()).connections.every((connection) => connection.backfillComplete), {
    seconds: 180,
    what: () => 'the whole history to be read',
  });
  expect((await overview()).listens.total).toBe(expected);
}, 200_000);

test('files are matched and measured, recordings scored, and nothing is left to do', async () => {
  await waitUntil(
    async () => {
      const { tracks, pending } = await overview();
      return tracks.withAudio >= 20 && Object.values(pending).every((count) => count === 0);
    },
    { seconds: 240, what: () => 'the pipeline to come to rest', everyMs: 1000 },
  );
  const { tracks } = await overview();
  expect(tracks.scored).toBeGreaterThanOrEqual(tracks.withAudio);
}, 260_000);

test('a file that is not music is named with its reason and stops nobody', async () => {
  const library = await getJson(
    `${installation.siteUrl}/api/v1/library`,
    z.object({ files: z.number(), unreadable: z.number() }),
  );
  expect(library).toEqual({ ...library, unreadable: 2 });
});

test('MusicBrainz is never asked faster than once a second', () => {
  expect(fakes.musicbrainz.requests.length).toBeGreaterThanOrEqual(2);
  expect(fakes.musicbrainz.shortestGapMs()).toBeGreaterThanOrEqual(1000);
});

test('the trajectory has every week on a map, and the radar its axes', async () => {
  const trajectory = await getJson(`${installation.siteUrl}/api/v1/dashboard/trajectory?window=all`, trajectorySchema);
  expect(trajectory.map?.trackCount).toBeGreaterThanOrEqual(20);
  expect(trajectory.weeks.length).toBeGreaterThanOrEqual(5);
  const latest = trajectory.weeks.at(-1)!.isoWeek;
  const radar = await getJson(`${installation.siteUrl}/api/v1/dashboard/radar?week=${latest}`, radarSchema);
  expect(Object.keys(radar.week!.axes)).toContain('energy');
});

test('the same question twice gets the same bytes', async () => {
  for (const path of [
    'overview',
    'dashboard/trajectory?window=all',
    'dashboard/radar',
    'library',
    'listens/recent?limit=50',
  ]) {
    const [first, second] = [await bytesOf(path), await bytesOf(path)];
    expect(second).toBe(first);
  }
});

test('the Temporal UI lists each step under its name', async () => {
  const { temporalUiUrl } = runInfo();
  const { executions } = await getJson(
    `${temporalUiUrl}/api/v1/namespaces/default/workflows`,
    z.object({ executions: z.array(z.object({ type: z.object({ name: z.string() }) })) }),
  );
  expect(new Set(executions.map(({ type }) => type.name))).toEqual(
    new Set([
      'AggregateWeeks',
      'BuildMap',
      'Dispatcher',
      'ExtractAudio',
      'MatchLibrary',
      'ResolveMetadata',
      'ScanLibrary',
      'ScoreRecordings',
      'SyncListens',
      'SyncTags',
    ]),
  );
});

test.each([
  ['trajectory', 'trajectory'],
  ['radar', 'radar'],
  ['overview', ''],
])(
  'the %s page is drawn, clean and accessible, wide and on a phone, in both themes',
  async (name, path) => {
    for (const [width, height, dark] of [
      [1280, 900, false],
      [1280, 900, true],
      [360, 780, false],
      [360, 780, true],
    ] as const) {
      const { page, complaints } = await watchedPage(browser, { width, height, dark });
      await page.goto(`${installation.siteUrl}/${path}`, { waitUntil: 'load' });
      await page.locator('main').waitFor();
      await page.waitForTimeout(1500);
      await keepPicture(page, `${name}-${width}-${dark ? 'dark' : 'light'}`);
      const axe = await new AxeBuilder({ page }).analyze();
      expect(axe.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  },
  120_000,
);

test('the radar is drawn in its colour with reduced motion too', async () => {
  const { page } = await watchedPage(browser, { width: 1280, height: 900, dark: true });
  await page.goto(`${installation.siteUrl}/radar`);
  const paths = page.locator('main svg path[stroke^="rgb"]');
  await paths.first().waitFor();
  const strokes = await Promise.all((await paths.all()).map((path) => path.getAttribute('stroke')));
  expect(strokes.filter((stroke) => hasHue(stroke))).not.toEqual([]);
  await page.context().close();
}, 60_000);

test('a newer listen is on an open dashboard within two minutes, without a click', async () => {
  const { page, complaints } = await watchedPage(browser, { width: 1280, height: 900 });
  await page.goto(installation.siteUrl);
  fakes.listenbrainz.addListens('ada', [
    { listenedAt: Math.floor(Date.now() / 1000) - 30, artist: 'Brand New', track: 'Quetzal Morning' },
  ]);
  await page.getByText('Quetzal Morning').first().waitFor({ timeout: 120_000 });
  expect(complaints).toEqual([]);
  await page.context().close();
}, 150_000);

test('Ctrl-C ends everything', async () => {
  const started = descendantsOf(installation.pid);
  expect(started.length).toBeGreaterThanOrEqual(5);
  expect(await installation.end('SIGINT')).toBe(0);
  expect(started.filter(isRunning)).toEqual([]);
}, 60_000);

async function bytesOf(path: string): Promise<string> {
  return (await fetch(`${installation.siteUrl}/api/v1/${path}`)).text();
}

/** Whether red, green and blue of a CSS colour differ visibly. */
function hasHue(color: string | null): boolean {
  const channels = (color?.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  return Math.max(...channels) - Math.min(...channels) > 30;
}

function runInfo() {
  const text = readFileSync(join(installation.dataDir, 'main/run.json'), 'utf8');
  return z.object({ temporalUiUrl: z.string() }).parse(JSON.parse(text));
}
