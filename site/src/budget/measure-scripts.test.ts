import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUDGET, budgetTable, measureScripts } from './measure-scripts.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetrack-budget-'));
  mkdirSync(join(folder, '_astro'));
  const write = (name: string, code: string) => writeFileSync(join(folder, '_astro', name), code);
  write('island.a.js', 'import{a}from"./shared.b.js";const c=()=>import(`./chart.c.js`);');
  write('shared.b.js', 'import"./deep.d.js";export const a=1;');
  write('deep.d.js', 'export{};');
  write('chart.c.js', 'import"./shared.b.js";import"./nivo.e.js";');
  write('nivo.e.js', 'export{};');
  write('elsewhere.f.js', 'export{};');
  // Stands for what the site sends; its size is what counts.
  writeFileSync(join(folder, '_astro', 'nivo.e.js.br'), Buffer.alloc(60_000));
});
afterAll(() => rmSync(folder, { recursive: true }));

const html = `<script type="module" src="/_astro/shared.b.js"></script>
  <astro-island component-url="/_astro/island.a.js" renderer-url="/_astro/deep.d.js"></astro-island>`;

test('what is imported at once counts before the first chart, what may follow counts in all', () => {
  const { first, all, files } = measureScripts(html, folder);
  expect(files.filter(({ late }) => late).map(({ name }) => name)).toEqual(['nivo.e.js', 'chart.c.js']);
  expect(files.map(({ name }) => name)).not.toContain('elsewhere.f.js');
  expect(all - first).toBeGreaterThan(60_000);
  expect(first).toBeLessThan(BUDGET.first);
});

test('scripts inside the page count too, its data does not', () => {
  const inside = `<script>${'let a = 1;'.repeat(10)}</script>`;
  expect(measureScripts(html + inside, folder).first).toBeGreaterThan(measureScripts(html, folder).first);
  const data = `<script type="application/json">${JSON.stringify({ a: 1 })}</script>`;
  expect(measureScripts(html + data, folder).first).toBe(measureScripts(html, folder).first);
});

test('the table marks what takes too much', () => {
  const pages = new Map([
    ['/', { first: 1000, all: BUDGET.all + 1000, files: [] }],
    ['/radar', { first: BUDGET.first, all: 2000, files: [] }],
  ]);
  expect(budgetTable(pages)).toBe(
    [
      'page     before chart    in all',
      '/              1.0 KB  151.0 KB !',
      '/radar        40.0 KB    2.0 KB',
      'at most       40.0 KB  150.0 KB',
    ].join('\n'),
  );
});
