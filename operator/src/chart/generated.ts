import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { chartCrdFolder, chartFolder, crdFolder } from './places.ts';
import { readmeOf } from './readme.ts';

/** The files of the chart that are made from others, by path. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of (await readdir(crdFolder)).filter((file) => file.endsWith('.yaml')).sort()) {
    files.set(join(chartCrdFolder, name), await readFile(join(crdFolder, name), 'utf8'));
  }
  const schema: unknown = JSON.parse(await readFile(join(chartFolder, 'values.schema.json'), 'utf8'));
  const values: unknown = parse(await readFile(join(chartFolder, 'values.yaml'), 'utf8'));
  files.set(join(chartFolder, 'README.md'), readmeOf(schema, values));
  return files;
}
