import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '@sidetrack/settings';
import { withInstallation } from '../commands/with-installation.ts';
import type { Context } from '../context.ts';
import { dataFolderOf, refuseNothing } from './data-folder.ts';

const quiet = () => undefined;
const context: Context = {
  env: {},
  output: { result: quiet, say: quiet, progress: quiet, clear: quiet },
  settings: (overrides = {}) => loadSettings({ HOME: '/home/ada', ...overrides }),
  now: () => new Date(0),
};

test('a command that only reads makes no installation', async () => {
  const data = join(mkdtempSync(join(tmpdir(), 'sidetrack-nothing-')), 'data');
  const reading = withInstallation(context, { data, bringsOwnData: false }, () => Promise.resolve());
  await expect(reading).rejects.toThrow(`There is no installation in ${data} yet: start one with \`sidetrack up\`.`);
  expect(existsSync(data)).toBe(false);
});

test('one that there is is taken, by its own folder too', () => {
  const data = mkdtempSync(join(tmpdir(), 'sidetrack-demo-'));
  mkdirSync(join(data, 'demo'));
  writeFileSync(join(data, 'demo', 'secrets.json'), '{}');
  for (const named of [data, join(data, 'demo')]) {
    const folder = dataFolderOf(context, named);
    expect(folder.settings.dataDir).toBe(data);
    refuseNothing(folder);
  }
});

test('nothing of one’s own goes into a demo that is named', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sidetrack-demo-'));
  mkdirSync(join(data, 'demo'));
  writeFileSync(join(data, 'demo', 'secrets.json'), '{}');
  await expect(
    withInstallation(context, { data: join(data, 'demo'), bringsOwnData: true }, () => Promise.resolve()),
  ).rejects.toThrow(`${data} instead`);
});
