import { Command } from 'commander';
import type { ApiClient } from '../client/api-client.ts';
import { findHistories, type HistoryFile } from '../client/find-histories.ts';
import { failureLines, folderLine, importFile, importLine, isNoHistory } from '../client/import-file.ts';
import type { ImportState, Receipt } from '../client/shapes.ts';
import type { Context } from '../context.ts';
import { oneLine } from '../errors.ts';
import { withInstallation, type InstallationOptions } from './with-installation.ts';
import { parseTimeZone } from './parse-time-zone.ts';
import { parseUrl } from './parse-url.ts';

interface ImportOptions extends InstallationOptions {
  json?: boolean;
  timeZone?: string;
}

/** `sidetrack import FILE|FOLDER…`: a receipt for each file; fails when a file could not be imported at all. */
export function importCommand(context: Context): Command {
  return new Command('import')
    .description('import listening histories from files, or from all files of a folder')
    .argument(
      '<file...>',
      'histories of ListenBrainz, Spotify, Last.fm, Maloja, Koito, Libre.fm, Pano Scrobbler, or .scrobbler.log; or folders with them',
    )
    .option('--time-zone <zone>', 'the zone of times that stand without one, such as Europe/Berlin', parseTimeZone)
    .option('--json', 'one JSON object a file on stdout, nothing else')
    .option('--url <url>', 'the API of another installation', parseUrl)
    .option('--data <dir>', 'where everything is kept')
    .action((paths: string[], options: ImportOptions) => importPaths(context, paths, options));
}

async function importPaths(context: Context, paths: readonly string[], options: ImportOptions): Promise<void> {
  const { output } = context;
  await withInstallation(context, { ...options, bringsOwnData: true }, async (api) => {
    for (const path of paths) {
      try {
        await importFiles({ api, output, options }, findHistories(path));
      } catch (error) {
        fail(output, oneLine(error));
      }
    }
  });
}

interface Importing {
  readonly api: ApiClient;
  readonly output: Context['output'];
  readonly options: ImportOptions;
}

/** Imports files one after another. Of a folder, what turns out to be no history is left out and told. */
async function importFiles({ api, output, options }: Importing, files: readonly HistoryFile[]): Promise<void> {
  const receipts: Receipt[] = [];
  for (const [index, file] of files.entries()) {
    try {
      const place = files.length > 1 ? `${index + 1} of ${files.length}, ` : '';
      const done = await importFile(api, file.path, output, { timeZone: options.timeZone, place });
      for (const line of options.json ? jsonLines(done, file) : await receiptLines(api, done)) output.result(line);
      if (done.state === 'done') receipts.push(done.receipt);
      else tellOf(done, file, output);
    } catch (error) {
      fail(output, oneLine(error));
    }
  }
  const folder = files[0]?.folder ?? null;
  if (folder === null) return;
  if (receipts.length === 0) fail(output, `${folder}: nothing in it could be imported.`);
  else if (!options.json) output.say(folderLine(folder, receipts));
}

function tellOf(done: ImportState, file: HistoryFile, output: Context['output']): void {
  if (isLeftOut(done, file)) output.say(`– ${done.fileName}: left out, it is no history`);
  else fail(output, importLine(done));
}

function isLeftOut(done: ImportState, { folder }: HistoryFile): boolean {
  return folder !== null && isNoHistory(done);
}

function jsonLines(done: ImportState, file: HistoryFile): string[] {
  return isLeftOut(done, file) ? [] : [receiptJson(done.receipt)];
}

async function receiptLines(api: ApiClient, done: ImportState): Promise<string[]> {
  return done.state === 'done' ? [importLine(done), ...(await failureLines(api, done))] : [];
}

/** The receipt as one line of JSON, its keys in the documented order. */
export function receiptJson({ read, imported, duplicates, skipped, failed, receipt }: Receipt): string {
  return JSON.stringify({ read, imported, duplicates, skipped, failed, receipt });
}

function fail(output: Context['output'], line: string): void {
  output.say(`✗ ${line}`);
  process.exitCode = 1;
}
