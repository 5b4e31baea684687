import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other process runs its own under this name. A process that died holding the name is passed over.
 * @param {string} file names what is done one at a time
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function oneAtATime(file, work) {
  await mkdir(dirname(file), { recursive: true });
  while (!(await take(file))) await sleep(1000);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file) {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    // Between making the file and writing into it the holder is not known yet.
    if (holder > 0 && !isRunning(holder)) await rm(file, { force: true });
    return false;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
