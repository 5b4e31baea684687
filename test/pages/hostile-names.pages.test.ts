import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { PAGES, type PageEntry } from './pages.ts';
import { serve, type Served } from './support/served.ts';
import { visit } from './support/visit.ts';

/**
 * Names are what others wrote into a music service. Here every one of them tries to become markup: as an element, out of an
 * attribute, out of the data that a page hands its islands, out of a script, and as an address.
 */
const HOSTILE = `"'><img src=x onerror=top.hostile=1></script><script>top.hostile=1</script>&quot;\${top.hostile=1}{{7*7}}<svg/onload=top.hostile=1>`;
const LOOK = { width: 1280, dark: false };
const PATIENCE_MS = 180_000;

let browser: Browser;
let served: Served;

beforeAll(async () => {
  [browser, served] = await Promise.all([openBrowser(), serve('sample')]);
  await served.database.db.asService(async (tx) => {
    for (const statement of [...columns.map(renamed), ...documents]) await tx.query(statement, [HOSTILE]);
  });
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
});

/** Where names stand. Each keeps its own at its end, so that they stay apart. */
const columns = [
  'artists.name',
  'audio_files.album',
  'audio_files.artist',
  'audio_files.relative_path',
  'audio_files.title',
  'imports.file_name',
  'listens.artist_name',
  'listens.release_name',
  'listens.track_name',
  'recording_artists.credited_name',
  'recordings.artist_credit',
  'recordings.release_title',
  'recordings.title',
  'releases.record_label',
  'releases.title',
  'users.display_name',
];

function renamed(column: string): string {
  const [table, name] = column.split('.') as [string, string];
  return `UPDATE ${table} SET ${name} = $1 || ${name} WHERE ${name} IS NOT NULL AND $1::text IS NOT NULL`;
}

/** And where they were written down with the numbers that were made of them. */
const documents = [
  `UPDATE weeks SET
     top_artists = (SELECT coalesce(jsonb_agg(a || jsonb_build_object('artist', $1 || (a ->> 'artist'))), '[]') FROM jsonb_array_elements(top_artists) a),
     top_tracks = (SELECT coalesce(jsonb_agg(t || jsonb_build_object('title', $1 || (t ->> 'title'), 'artistCredit', $1 || (t ->> 'artistCredit'))), '[]') FROM jsonb_array_elements(top_tracks) t)`,
  `UPDATE alerts SET attribution = attribution || jsonb_build_object('tracks',
     (SELECT coalesce(jsonb_agg(t || jsonb_build_object('title', $1 || (t ->> 'title'), 'artistCredit', $1 || (t ->> 'artistCredit'))), '[]') FROM jsonb_array_elements(attribution -> 'tracks') t))`,
];

/** Pages that are not in the list, and pages whose address tries the same. */
const MORE: readonly PageEntry[] = [
  ...['imports', 'library', 'settings'].map((name) => ({ name, path: `/${name}` })),
  {
    name: 'search-parameters',
    path: `/search?q=${encodeURIComponent('<script>top.hostile=1</script>"onfocus=top.hostile=1 autofocus ')}`,
  },
  {
    name: 'trajectory-parameters',
    path: `/trajectory?window=%22%3E%3Cimg%20src%3Dx%20onerror%3Dtop.hostile%3D1%3E&space=%3Cscript%3E`,
  },
  {
    name: 'radar-parameters',
    path: `/radar?week=%22%3E%3Csvg%2Fonload%3Dtop.hostile%3D1%3E&compare=javascript:top.hostile=1`,
  },
  { name: 'not-found', path: '/%3Cscript%3Etop.hostile=1%3C%2Fscript%3E' },
];
const ALL = [...PAGES, ...MORE.filter(({ name }) => !PAGES.some((page) => page.name === name))];

/** What of the names became more than text. */
function becameMarkup(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...('hostile' in window ? ['a script of a name ran'] : []),
    ...[...document.querySelectorAll('img[src="x"], [onerror], [onload], [onfocus], iframe, object')].map(
      ({ outerHTML }) => outerHTML,
    ),
    ...[...document.querySelectorAll('script')]
      .filter(({ text }) => text.startsWith('top.hostile'))
      .map(({ text }) => text),
    ...[...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .filter(({ protocol }) => !/^(https?|mailto):$/.test(protocol))
      .map(({ outerHTML }) => outerHTML),
  ]);
}

test.each(ALL)(
  '$name: names stay text',
  async ({ path, drawn }) => {
    const at = typeof path === 'string' ? path : await path(served.api.ask);
    if (at === null) return;
    const { page, complaints, close } = await visit(browser, `${served.url}${at}`, LOOK, drawn);
    // The policy of the page stands behind the escaping: what it has to refuse was let through.
    expect([await becameMarkup(page), complaints.filter((line) => !line.includes('Failed to load resource'))]).toEqual([
      [],
      [],
    ]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'and they are there: the overview shows one as it is written',
  async () => {
    const { page, close } = await visit(browser, served.url, LOOK);
    expect(await page.getByText('<img src=x onerror=top.hostile=1>').count()).toBeGreaterThan(0);
    await close();
  },
  PATIENCE_MS,
);
