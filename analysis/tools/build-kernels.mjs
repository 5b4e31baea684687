/**
 * Compiles every file of `analysis/kernels/` to a WebAssembly module in `analysis/generated/`.
 *
 *   --check   writes nothing; fails when a module is not what its source compiles to
 */
import asc from 'assemblyscript/asc';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const sources = new URL('../kernels/', import.meta.url);
const target = new URL('../generated/', import.meta.url);
const check = process.argv.includes('--check');
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const names = readdirSync(sources)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => only.length === 0 || only.includes(name));
const stale = [];
mkdirSync(target, { recursive: true });
for (const name of names) {
  const binary = await compile(name);
  const file = new URL(`${name}.wasm`, target);
  if (!check) writeFileSync(file, binary);
  else if (!binary.equals(read(file))) stale.push(`${name}.wasm is not what analysis/kernels/${name}.ts compiles to.`);
}
if (only.length === 0) {
  for (const file of readdirSync(target).filter((name) => name.endsWith('.wasm'))) {
    if (names.includes(file.slice(0, -5))) continue;
    if (check) stale.push(`${file} has no source.`);
    else rmSync(new URL(file, target));
  }
}
if (stale.length > 0) {
  process.stderr.write(`${stale.join('\n')}\nRun \`node analysis/tools/build-kernels.mjs\`.\n`);
  process.exitCode = 1;
}

async function compile(name) {
  const outputs = new Map();
  // Threads: the first line of the source says so.
  const shared = readFileSync(new URL(`${name}.ts`, sources), 'utf8').startsWith('// Shared memory');
  const { error, stderr } = await asc.main(
    [
      `${name}.ts`,
      ...['--outFile', 'out.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
      ...['--enable', 'simd', '--runtime', 'stub', '--importMemory', '--use', 'abort='],
      ...(shared ? ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'] : []),
    ],
    {
      readFile: (file) => {
        try {
          return readFileSync(new URL(file, sources), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (file, contents) => outputs.set(file, contents),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`analysis/kernels/${name}.ts: ${error.message}\n${stderr.toString()}`);
  const binary = Buffer.from(outputs.get('out.wasm'));
  refuseData(name, binary);
  return binary;
}

/** Two kernels over one memory would write over each other's data. */
function refuseData(name, binary) {
  const DATA_SECTION = 11;
  for (let at = 8; at < binary.length;) {
    const id = binary[at];
    let [size, shift, next] = [0, 0, at + 1];
    for (;;) {
      const byte = binary[next++];
      size |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) break;
    }
    if (id === DATA_SECTION)
      throw new Error(`analysis/kernels/${name}.ts has static data: hand it over as a pointer instead.`);
    at = next + size;
  }
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
