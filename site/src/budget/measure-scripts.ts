import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** What a page may take of compressed script, in bytes. */
export const BUDGET = { first: 40_000, all: 150_000 } as const;

export interface PageScripts {
  /** What runs before any chart or other late part is asked for: the page's scripts and all that they import at once. */
  first: number;
  /** The same with everything that it may import later. */
  all: number;
  /** Where the bytes are, the largest first. */
  files: readonly { name: string; bytes: number; late: boolean }[];
}

/**
 * The compressed script of a page, from its HTML and the folder that its build wrote: what script elements and islands name,
 * followed through imports. Brotli, as the site sends it.
 */
export function measureScripts(html: string, clientFolder: string): PageScripts {
  const entries = [...html.matchAll(ENTRY)].map(([, url]) => basename(url ?? ''));
  const scriptFolder = join(clientFolder, '_astro');
  const atOnce = reach(entries, scriptFolder, [STATIC_IMPORT]);
  const ever = reach(entries, scriptFolder, [STATIC_IMPORT, LATE_IMPORT]);
  const inline = [...html.matchAll(INLINE)].reduce((sum, [, code]) => sum + compressed(code ?? ''), 0);
  const files = [...ever]
    .map((name) => ({ name, bytes: fileSize(join(scriptFolder, name)), late: !atOnce.has(name) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  const sum = (some: typeof files) => some.reduce((total, { bytes }) => total + bytes, inline);
  return { first: sum(files.filter(({ late }) => !late)), all: sum(files), files };
}

/** A table of pages and their script in KB, as text. */
export function budgetTable(pages: ReadonlyMap<string, PageScripts>): string {
  const width = Math.max('at most'.length, ...[...pages.keys()].map((path) => path.length));
  const line = (path: string, first: string, all: string) =>
    `${path.padEnd(width)}  ${first.padStart(12)}  ${all.padStart(8)}`;
  const rows = [...pages].map(([path, { first, all }]) =>
    line(
      path,
      `${kilobytes(first)}${first > BUDGET.first ? ' !' : ''}`,
      `${kilobytes(all)}${all > BUDGET.all ? ' !' : ''}`,
    ),
  );
  return [
    line('page', 'before chart', 'in all'),
    ...rows,
    line('at most', kilobytes(BUDGET.first), kilobytes(BUDGET.all)),
  ].join('\n');
}

const ENTRY = /(?:<script[^>]*\ssrc|component-url|renderer-url|before-hydration-url)="(\/_astro\/[^"]+\.js)"/g;
const INLINE = /<script(?![^>]*\ssrc=)(?![^>]*application\/json)[^>]*>([^<]+)<\/script>/g;
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
const LATE_IMPORT = /\bimport\(\s*["'`]\.\/([^"'`]+\.js)["'`]\s*\)/g;

function reach(entries: readonly string[], folder: string, patterns: readonly RegExp[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const code = readFileSync(join(folder, name), 'utf8');
    for (const pattern of patterns) waiting.push(...[...code.matchAll(pattern)].map(([, found]) => found ?? ''));
  }
  return reached;
}

function fileSize(path: string): number {
  return existsSync(`${path}.br`) ? readFileSync(`${path}.br`).length : compressed(readFileSync(path, 'utf8'));
}

function compressed(code: string): number {
  return brotliCompressSync(code).length;
}

/** Bytes as KB of 1000. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
