import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openDatabase } from '@sidetrack/prisma';
import { z } from 'zod';
import type { ApiClient } from '../client/api-client.ts';
import { importFile } from '../client/import-file.ts';
import { importShape, overview } from '../client/shapes.ts';
import { CliError } from '../errors.ts';
import type { Output } from '../output.ts';
import { readCatalogue } from './catalogue.ts';
import { exportLines } from './export-file.ts';
import { makeHistory } from './history.ts';
import { setDemo, tagDemoRecordings } from './mark-demo.ts';

export interface DemoOptions {
  readonly api: ApiClient;
  /** As the application's role. */
  readonly databaseUrl: string;
  readonly sampleDir: string;
  /** Where the history is written, once; its presence keeps the anchor of the first start. */
  readonly historyPath: string;
  readonly anchor: Date;
  readonly output: Output;
}

/**
 * Brings the demo in by the ordinary ways: its history goes through an import, its recordings through a scan, its tags beside them;
 * then its listener is marked as invented. Every step may be repeated, so a start after a kill finishes what was begun.
 */
export async function loadDemo({
  api,
  databaseUrl,
  sampleDir,
  historyPath,
  anchor,
  output,
}: DemoOptions): Promise<void> {
  const { listener, audioRoots, listens } = await api.get('/overview', overview);
  const db = openDatabase(databaseUrl, { maxConnections: 1, applicationName: 'sidetrack demo' });
  try {
    const catalogue = readCatalogue(sampleDir);
    const audio = join(sampleDir, 'audio');
    // The API takes nothing into a demo, so the mark comes last, and is lifted while something is missing.
    const isMissing = !audioRoots.some(({ path }) => path === audio) || !(await isImported(api, historyPath));
    if (isMissing) await setDemo(db, listener.id, false);
    if (!audioRoots.some(({ path }) => path === audio))
      await api.send('POST', '/library/roots', { path: audio }, z.unknown());
    if (listens.total === 0) output.say('Bringing in the demo: real recordings, an invented listener.');
    if (!existsSync(historyPath)) {
      const utcOffsetMinutes = offsetMinutes(anchor, listener.timeZone);
      writeWhole(historyPath, exportLines(makeHistory(catalogue, { anchor, utcOffsetMinutes, seed: 20_260_101 })));
    }
    if (!(await isImported(api, historyPath))) {
      const imported = await importFile(api, historyPath, output);
      if (imported.state === 'failed')
        throw new CliError(`The demo's history could not be imported: ${imported.stateReason ?? ''}`);
    }
    await tagDemoRecordings(db, listener.id, catalogue.tracks);
    await setDemo(db, listener.id, true);
  } finally {
    await db.close();
  }
}

async function isImported(api: ApiClient, path: string): Promise<boolean> {
  const { imports } = await api.get('/imports', z.object({ imports: z.array(importShape) }));
  return imports.some(({ fileName, state }) => fileName === basename(path) && state === 'done');
}

/** How far a zone's clock is ahead of UTC at a moment. */
export function offsetMinutes(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Renamed into place: half a history must never pass for a whole one. */
function writeWhole(path: string, lines: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${[...lines].join('\n')}\n`);
  renameSync(`${path}.new`, path);
}
