/**
 * Compiles `activities/decoder/` (Rust) to the WebAssembly module `activities/generated/decoder.wasm`, and notes beside it of which sources.
 * Wants cargo, and the toolchain of `activities/decoder/rust-toolchain.toml`; who only runs the module wants neither.
 *
 *   --check   compiles and writes nothing; fails where the module is not the noted one, or its sources are not those that it was made of
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const TARGET = 'wasm32-unknown-unknown';
const FLAGS = [
  '-Ctarget-feature=+simd128,+bulk-memory,+nontrapping-fptoint',
  // 192 MB: a file that wants more, a cover of hundreds of megabytes, is decoded elsewhere.
  '-Clink-arg=--max-memory=201326592',
];
const crate = join(import.meta.dirname, '..', 'decoder');
const target = join(import.meta.dirname, '..', 'generated');
const sources = ['../tools/build-decoder.mjs', 'Cargo.lock', 'Cargo.toml', 'rust-toolchain.toml', ...rustFiles()];

if (process.argv.includes('--check')) check();
else compile();

function check() {
  const noted = JSON.parse(readFileSync(join(target, 'decoder.json'), 'utf8'));
  const found = described(readFileSync(join(target, 'decoder.wasm')));
  const stale = Object.keys(found).filter((key) => noted[key] !== found[key]);
  if (stale.length === 0) return;
  process.stderr.write(
    `activities/generated/decoder.wasm is not what activities/decoder compiles to (${stale.join(', ')}).\n` +
      'Run `node activities/tools/build-decoder.mjs`, which wants cargo (https://rustup.rs).\n',
  );
  process.exitCode = 1;
}

function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'sidetrack-decoder-'));
  try {
    const { status, error } = spawnSync(
      'cargo',
      ['build', '--release', '--locked', '--target', TARGET, '--target-dir', folder],
      {
        cwd: crate,
        stdio: 'inherit',
        env: { ...process.env, CARGO_ENCODED_RUSTFLAGS: [...FLAGS, ...withoutPaths()].join('\x1f') },
      },
    );
    if (error) throw new Error('cargo was not found: install it from https://rustup.rs', { cause: error });
    if (status !== 0) throw new Error('cargo failed: what it says above is why.');
    const module = readFileSync(join(folder, TARGET, 'release', 'sidetrack_decoder.wasm'));
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'decoder.wasm'), module);
    writeFileSync(join(target, 'decoder.json'), `${JSON.stringify(described(module), null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What tells the module and its sources from others. */
function described(module) {
  const hash = createHash('sha256');
  for (const file of sources) hash.update(`${file}\n`).update(readFileSync(join(crate, file)));
  return {
    generatedBy: 'activities/tools/build-decoder.mjs',
    sourcesSha256: hash.digest('hex'),
    moduleSha256: createHash('sha256').update(module).digest('hex'),
  };
}

/** Panics name their place in the sources: not where those lie on the machine that compiles. */
function withoutPaths() {
  const registries = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
  const crates = existsSync(registries) ? readdirSync(registries) : [];
  return [...crates.map((name) => `${join(registries, name)}=crates`), `${crate}=decoder`].map(
    (each) => `--remap-path-prefix=${each}`,
  );
}

function rustFiles() {
  return readdirSync(join(crate, 'src'))
    .toSorted()
    .map((file) => `src/${file}`);
}
