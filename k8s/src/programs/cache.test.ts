import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir, placeAtomically } from './cache.ts';

describe('the cache', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sidetrack-cache-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is where the person says, or where the system keeps such things', () => {
    expect(cacheDir({ SIDETRACK_CACHE_DIR: '/somewhere' })).toBe('/somewhere');
    expect(cacheDir({ XDG_CACHE_HOME: '/xdg' })).toBe('/xdg/sidetrack');
    expect(cacheDir({})).toMatch(/\.cache\/sidetrack$/);
  });

  test('holds nothing of a build that failed', async () => {
    const place = join(folder, 'program-1');
    const half = placeAtomically(place, (part) => {
      writeFileSync(join(part, 'program'), 'half');
      return Promise.reject(new Error('the power went'));
    });
    await expect(half).rejects.toThrow('the power went');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('keeps the first of two builds that ran at once', async () => {
    const place = join(folder, 'program-1');
    const [first, second] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const build = (who: string, finish: Promise<undefined>): Promise<void> =>
      placeAtomically(place, async (part) => {
        writeFileSync(join(part, 'program'), who);
        await finish;
      });
    const builds = [build('first', first.promise), build('second', second.promise)];
    first.resolve(undefined);
    await builds[0];
    second.resolve(undefined);
    await builds[1];
    expect(readFileSync(join(place, 'program'), 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['program-1']);
  });
});
