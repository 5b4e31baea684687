/**
 * Lays out what each image holds below /app, from an installed and built checkout: `node tools/images/inside/assemble.mjs OUT [target…]`
 * fills OUT/<target>. Runs inside the Dockerfile.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closure } from './closure.mjs';
import { importsOf } from './imports.mjs';
import { isLeftOut } from './left-out.mjs';
import { crateComponents, packageComponents } from './sbom.mjs';
import { commonFiles, runtimeFolders, targets } from './targets.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const [out, ...named] = process.argv.slice(2);

for (const name of named.length > 0 ? named : Object.keys(targets)) assemble(name, join(out, name));

function assemble(name, folder) {
  const { workspaces, bundled, unused = [], read = [], files } = targets[name];
  const roots = [
    ...workspaces.map((workspace) => ({ from: '', name: packages[workspace].name })),
    ...bundled.flatMap((from) =>
      importsOf(join(root, from, 'dist', 'server'))
        .filter((imported) => !unused.includes(imported))
        .map((imported) => ({ from, name: imported })),
    ),
    ...bundled.flatMap((from) => read.map((name) => ({ from, name }))),
  ];
  const paths = closure(packages, roots, (path) => existsSync(join(root, path)), unused);
  const installed = paths.filter((path) => path.includes('node_modules/'));
  const own = [...paths.filter((path) => !path.includes('node_modules/')), ...bundled];
  for (const path of installed) copyTree(path, folder, (file) => isLeftOut(file));
  for (const workspace of own) {
    copyFile(join(workspace, 'package.json'), folder);
    for (const part of runtimeFolders)
      if (existsSync(join(root, workspace, part))) copyTree(join(workspace, part), folder, (file) => isLeftOut(file));
    linkWorkspace(workspace, folder);
  }
  for (const file of [...files, ...commonFiles]) copyFile(file, folder);
  const components = [...packageComponents(packages, paths), ...own.flatMap(crates)];
  writeFileSync(join(folder, 'packages.json'), JSON.stringify(components, null, 1));
  process.stdout.write(`${name}: ${installed.length} packages, ${own.join(' ')}\n`);
}

/** What a workspace's WebAssembly was compiled from by cargo. */
function crates(workspace) {
  const lock = join(root, workspace, 'decoder', 'Cargo.lock');
  return existsSync(lock) ? crateComponents(readFileSync(lock, 'utf8')) : [];
}

/** Copies a package or a build; a package inside a package is copied for itself. */
function copyTree(path, folder, skip) {
  mkdirSync(join(folder, path), { recursive: true });
  for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
    const inner = `${path}/${entry.name}`;
    if (entry.name === 'node_modules' || entry.name === '.built-from') continue;
    if (entry.isDirectory()) copyTree(inner, folder, skip);
    else if (entry.isFile() && !skip(inner)) copyFileSync(join(root, inner), join(folder, inner));
  }
}

function copyFile(file, folder) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  copyFileSync(join(root, file), join(folder, file));
}

function linkWorkspace(workspace, folder) {
  const link = join(folder, 'node_modules', packages[workspace].name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join('..', '..', workspace), link);
}
