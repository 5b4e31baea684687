import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheDir, placeAtomically } from './cache.ts';
import { mainFolder, placeName, recipes, type ProgramName, type Recipe } from './recipes.ts';

/** What could not be had, in a sentence that says what to do. */
export class ProgramError extends Error {
  override name = 'ProgramError';
}

/** Tells of a step that takes a while; `note` says how far it is. */
export type Step = <T>(
  title: string,
  options: { estimateSeconds: number },
  work: (note: (text: string) => void) => Promise<T>,
) => Promise<T>;

/**
 * Programs that a test cluster and the test images are made of: the one that a variable names (SIDETRACK_TEST_HELM,
 * SIDETRACK_TEST_KWOK), one on PATH where any will do, the cached one, or one built with Go (CGO_ENABLED=0, so that it runs in an
 * image of its own).
 * @returns the path of each
 * @throws ProgramError when Go is missing or a build failed
 */
export async function ensurePrograms<Name extends ProgramName>(
  names: readonly Name[],
  step: Step = plainStep,
): Promise<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  // One after the other: a Go build already uses every core.
  for (const name of names) found[name] = await ensureProgram(name, step);
  return found as Record<Name, string>;
}

/** Whether a program has been built here before. */
export function isCached(name: ProgramName): boolean {
  return existsSync(join(cacheDir(), placeName(name), name));
}

async function ensureProgram(name: ProgramName, step: Step): Promise<string> {
  const recipe = recipes[name];
  const named = recipe.variable === undefined ? undefined : process.env[recipe.variable];
  if (named) return named;
  const onPath = recipe.fromPath ? which(name) : undefined;
  if (onPath) return onPath;
  const place = join(cacheDir(), placeName(name));
  const program = join(place, name);
  if (existsSync(program)) return program;
  if (!which('go'))
    throw new ProgramError(
      `${name} ${recipe.version} is built with Go, and there is none: install Go 1.26 or later (https://go.dev/dl), then run the same command again.`,
    );
  const title = `${name} ${recipe.version} (built with Go, once)`;
  await step(title, { estimateSeconds: recipe.estimateSeconds }, (note) =>
    placeAtomically(place, (folder) => build(name, recipe, folder, note)),
  );
  return program;
}

async function build(name: ProgramName, recipe: Recipe, folder: string, note: (text: string) => void): Promise<void> {
  const stamps = Object.entries(recipe.stamps ?? {}).map(([key, value]) => `-X ${key}=${value}`);
  const flags = ['-trimpath', '-ldflags', ['-s', '-w', ...stamps].join(' ')];
  if ('install' in recipe.source) {
    const made = join(folder, 'made');
    await mkdir(made);
    await runGo(
      ['install', ...flags, `${recipe.source.install}@v${recipe.version}`],
      { GOBIN: made, GOFLAGS: '' },
      note,
    );
    const [program] = await readdir(made);
    await rename(join(made, program ?? name), join(folder, name));
  } else {
    const env = { GOFLAGS: '-mod=readonly -buildvcs=false', GOWORK: 'off' };
    await runGo(['build', '-C', mainFolder(recipe.source.main), ...flags, '-o', join(folder, name), '.'], env, note);
  }
  for (const other of recipe.alsoCalled ?? []) await symlink(name, join(folder, other));
}

/** Runs Go out of the way of everything else; what it downloads is counted, what it says is told when it fails. */
function runGo(args: readonly string[], env: NodeJS.ProcessEnv, note: (text: string) => void): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn('go', args, {
      env: { ...process.env, CGO_ENABLED: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let modules = 0;
    const take = (chunk: Buffer): void => {
      modules += String(chunk).split('downloading').length - 1;
      output = (output + String(chunk)).slice(-4000);
      note(`${modules} modules fetched`);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else
        fail(
          new ProgramError(
            `Go could not build it (go ${args.join(' ')}): check that the Go module proxy can be reached and that Go is 1.26 or later. It said:\n${output}`,
          ),
        );
    });
  });
}

/** The path of a program on PATH, or undefined. */
export function which(program: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (folder && existsSync(path)) return path;
  }
  return undefined;
}

async function plainStep<T>(
  title: string,
  { estimateSeconds }: { estimateSeconds: number },
  work: (note: (text: string) => void) => Promise<T>,
): Promise<T> {
  process.stderr.write(`… ${title} (about ${estimateSeconds} s)\n`);
  return work(() => undefined);
}
