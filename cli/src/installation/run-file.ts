import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const identity = z.object({ pid: z.int().positive(), started: z.string() });
const runSchema = z.object({
  supervisor: identity,
  apiUrl: z.string(),
  siteUrl: z.string().nullable(),
  temporalUiUrl: z.string().nullable(),
  children: z.array(identity.extend({ name: z.string() })),
});
/** What other commands and the next start need to know of a running installation. */
export type RunInfo = z.infer<typeof runSchema>;

export function writeRunFile(path: string, run: RunInfo): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(run, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

/** What the last run left; null when there is none that can be read. */
export function readRunFile(path: string): RunInfo | null {
  try {
    return runSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
