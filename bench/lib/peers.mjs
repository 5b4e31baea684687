import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, root } from '../../tools/lib/places.mjs';
import { mustRun, SetupError, which } from '../../tools/lib/run.mjs';
import { step } from '../../tools/lib/steps.mjs';

const folder = join(cacheDir, 'bench-peers');
const requirements = join(root, 'bench', 'peers', 'requirements.txt');
const installed = join(folder, 'installed.txt');

/**
 * The peers (librosa, musicnn, essentia, umap-learn, hdbscan) in a virtual environment of the cache, made when it is not there or
 * holds other versions than bench/peers/requirements.txt. About 2 GB, a minute or two.
 * @returns {Promise<string>} the path of its Python
 */
export async function ensurePeers() {
  const python = join(folder, 'bin', 'python');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return python;
  const system = which('python3');
  if (!system)
    throw new SetupError(
      'The peers need Python 3.11 or newer (https://www.python.org): install it, then run this again.',
    );
  await step('peers (librosa, musicnn, essentia, umap-learn, hdbscan)', { estimateSeconds: 90 }, async () => {
    await rm(folder, { recursive: true, force: true });
    const environment = { env: process.env };
    await mustRun(
      'bench-venv',
      system,
      ['-m', 'venv', folder],
      'Python could not make a virtual environment: install its venv module (Debian: apt-get install python3-venv), then run this again.',
      environment,
    );
    await mustRun(
      'bench-peers',
      join(folder, 'bin', 'pip'),
      ['install', '--quiet', '--no-deps', '--only-binary', ':all:', '-r', requirements],
      'pip could not install the peers: check that PyPI can be reached and that python3 is 3.11 or newer on Linux x64 or macOS, then run this again.',
      environment,
    );
    // Written last: an installation that was cut short is made anew.
    await writeFile(installed, wanted);
  });
  return python;
}
