import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])([^"'\s.$][^"'\s$]*)\1/g;

/**
 * The packages that a bundler left to be imported at run time.
 * @param {string} folder of built modules
 * @returns {string[]} names, sorted
 */
export function importsOf(folder) {
  const names = new Set();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.m?js$/.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, , name] of text.matchAll(specifier)) if (isPackage(name)) names.add(packageOf(name));
  }
  return [...names].sort();
}

function isPackage(name) {
  return /^(@[\w.-]+\/)?[\w.-]+(\/|$)/.test(name) && !name.startsWith('node:') && !builtinModules.includes(name);
}

function packageOf(name) {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
