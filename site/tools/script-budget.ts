import { parseArgs } from 'node:util';
import { BUDGET, budgetTable, kilobytes, measureScripts } from '../src/budget/measure-scripts.ts';
import { FURTHER_PAGES, NAVIGATION } from '../src/layouts/navigation.ts';
import type { PageScripts } from '../src/budget/measure-scripts.ts';

const PAGES = [...NAVIGATION.flatMap((group) => group.destinations), ...FURTHER_PAGES].map(({ path }) => path);

/** node site/tools/script-budget.ts [--site URL] [--client FOLDER] [--files] [PATH…]: a table, of all pages of the navigation unless some are named; fails where a page takes too much. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      site: { type: 'string', default: 'http://127.0.0.1:8080' },
      client: { type: 'string', default: 'site/dist/client' },
      files: { type: 'boolean', default: false },
    },
  });
  const read = async (path: string) => (await fetch(new URL(path, values.site))).text();
  const paths = positionals.length > 0 ? positionals : PAGES;
  const pages = new Map<string, PageScripts>();
  for (const path of paths) pages.set(path, measureScripts(await read(path), values.client));
  process.stdout.write(`${budgetTable(pages)}\n`);
  if (values.files) {
    for (const [path, { files }] of pages) {
      process.stdout.write(`\n${path}\n`);
      for (const { name, bytes, late } of files)
        process.stdout.write(`${kilobytes(bytes).padStart(10)} ${late ? 'late ' : '     '}${name}\n`);
    }
  }
  if ([...pages.values()].some(({ first, all }) => first > BUDGET.first || all > BUDGET.all)) process.exitCode = 1;
}

await main();
