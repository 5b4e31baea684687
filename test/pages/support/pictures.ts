import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import type { ShrinkOrder } from './shrink-worker.ts';

const kept = join(import.meta.dirname, '../pictures');
const artifacts = join(import.meta.dirname, '../../artifacts/pages');
/** Kept pictures are a quarter as wide and high: small enough for the repository, and blind to how one machine smooths its letters. */
const SHRINK = 4;
/** Of the pixels of a shrunk picture, this many may differ clearly before the page counts as changed. */
const MAX_SHARE = 0.01;

/**
 * Takes a picture of the whole page, keeps it under test/artifacts, and holds it against the one kept with the tests.
 * SIDETRACK_TEST_PICTURES=write keeps it as the new one.
 * @returns null where they agree, else what differs, in a sentence
 */
export async function comparePicture(page: Page, name: string): Promise<string | null> {
  const taken = await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' });
  write(join(artifacts, `${name}.png`), taken);
  const shrunk = await shrink(taken);
  const path = join(kept, `${name}.png`);
  if (process.env['SIDETRACK_TEST_PICTURES'] === 'write') {
    write(path, shrunk);
    return null;
  }
  if (!existsSync(path)) return `There is no picture of ${name}: look at the page, then run with ${REMEDY}.`;
  const small = PNG.sync.read(shrunk);
  const before = PNG.sync.read(readFileSync(path));
  if (before.width !== small.width || Math.abs(before.height - small.height) > 2)
    return `${name} is ${small.width} x ${small.height} now and was ${before.width} x ${before.height}. ${IF_WANTED}`;
  const share = shareThatDiffers(before, small);
  return share <= MAX_SHARE ? null : `${(share * 100).toFixed(1)} % of ${name} differs. ${IF_WANTED}`;
}

const REMEDY = 'SIDETRACK_TEST_PICTURES=write';
const IF_WANTED = `Look at test/artifacts/pages; where that is how it should be, run with ${REMEDY}.`;

function shareThatDiffers(before: PNG, now: PNG): number {
  const height = Math.min(before.height, now.height);
  const rows = (picture: PNG) => picture.data.subarray(0, height * picture.width * 4);
  return pixelmatch(rows(before), rows(now), undefined, now.width, height, { threshold: 0.2 }) / (height * now.width);
}

/** In a thread of its own: in the tests' sandbox each look at `Math` costs so much that a picture takes seconds. */
async function shrink(picture: Buffer): Promise<Buffer> {
  const workerData: ShrinkOrder = { picture, times: SHRINK };
  const worker = new Worker(join(import.meta.dirname, 'shrink-worker.ts'), { workerData });
  const [small] = (await once(worker, 'message')) as [Uint8Array];
  return Buffer.from(small);
}

function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
