import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { watchTree, type TreeWatch } from './watch-tree.ts';

let folder: string;
let tree: TreeWatch;
let changes: number;
let troubles: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-watch-'));
  changes = 0;
  troubles = [];
});
afterEach(async () => {
  tree.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async (): Promise<void> => {
  tree = await watchTree(folder, { onChange: () => (changes += 1), onTrouble: (error) => troubles.push(error) });
};
/** Until something was told, or a second has passed. */
async function toldOf(change: () => Promise<unknown>): Promise<boolean> {
  const before = changes;
  await change();
  for (let waited = 0; waited < 1000 && changes === before; waited += 10) await delay(10);
  return changes > before;
}

test('files that come, change and go are told of, in folders below too', async () => {
  await mkdir(join(folder, 'Aldra/Shores'), { recursive: true });
  await start();
  const path = join(folder, 'Aldra/Shores/tide.flac');
  expect(await toldOf(() => writeFile(path, 'a'))).toBe(true);
  expect(await toldOf(() => writeFile(path, 'ab'))).toBe(true);
  expect(await toldOf(() => rm(path))).toBe(true);
  expect(troubles).toEqual([]);
});

test('a folder that came since is watched after a refresh', async () => {
  await start();
  expect(await toldOf(() => mkdir(join(folder, 'new')))).toBe(true);
  await tree.refresh();
  expect(await toldOf(() => writeFile(join(folder, 'new/a.flac'), 'a'))).toBe(true);
});

test('a folder that goes away ends nothing', async () => {
  await mkdir(join(folder, 'old'));
  await start();
  expect(await toldOf(() => rm(join(folder, 'old'), { recursive: true }))).toBe(true);
  await tree.refresh();
  expect(await toldOf(() => writeFile(join(folder, 'a.flac'), 'a'))).toBe(true);
  expect(troubles).toEqual([]);
});

test('nothing is told after the end', async () => {
  await start();
  tree.close();
  await writeFile(join(folder, 'a.flac'), 'a');
  await delay(50);
  expect(changes).toBe(0);
});
