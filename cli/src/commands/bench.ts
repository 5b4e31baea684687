import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { CliError } from '../errors.ts';

const benchDir = fileURLToPath(new URL('../../../bench/', import.meta.url));

/** `sidetrack bench NAME`: runs bench/NAME.mjs, which measures something beside a peer and prints the ratio. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure something beside a peer; without a name, list what there is')
    .argument('[name]', 'one of the benchmarks')
    .argument('[args...]', 'handed on to it')
    .option('--json', 'JSON on stdout')
    .allowUnknownOption()
    .action((name: string | undefined, args: string[], options: { json?: boolean }) => bench(name, args, options));
}

async function bench(name: string | undefined, args: readonly string[], { json }: { json?: boolean }): Promise<void> {
  const names = existsSync(benchDir)
    ? readdirSync(benchDir).flatMap((file) => (file.endsWith('.mjs') ? [file.slice(0, -4)] : []))
    : [];
  if (name === undefined) {
    process.stdout.write(`${names.sort().join('\n')}\n`);
    return;
  }
  if (!names.includes(name))
    throw new CliError(`There is no benchmark ${name}: there is ${names.sort().join(', ') || 'none yet'}.`);
  const child = spawn(process.execPath, [join(benchDir, `${name}.mjs`), ...(json ? ['--json'] : []), ...args], {
    stdio: 'inherit',
  });
  process.exitCode = await new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}
