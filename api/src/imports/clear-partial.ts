import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** An upload that has not grown for a day has been given up. */
const GIVEN_UP_MS = 86_400_000;

/** Removes uploads that a killed API left half received. */
export async function clearPartialUploads(dataDir: string, now: Date): Promise<void> {
  const folder = join(dataDir, 'imports');
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.part'))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && now.getTime() - found.mtimeMs > GIVEN_UP_MS) await unlink(path).catch(() => undefined);
  }
}
