import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataFolder } from './places.ts';

describe('the folder that --data names', () => {
  const root = mkdtempSync(join(tmpdir(), 'sidetrack-places-'));
  mkdirSync(join(root, 'demo'));
  writeFileSync(join(root, 'demo', 'secrets.json'), '{}');
  mkdirSync(join(root, 'main'));

  test('holds the installations', () => {
    expect(readDataFolder(root)).toEqual({ root, installation: null });
  });
  test('may be that of one installation', () => {
    expect(readDataFolder(join(root, 'demo'))).toEqual({ root, installation: 'demo' });
  });
  test('may have such a name by chance', () => {
    const main = join(root, 'main');
    expect(readDataFolder(main)).toEqual({ root: main, installation: null });
  });
});
