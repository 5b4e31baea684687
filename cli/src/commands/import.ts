import { Command } from 'commander';
import type { ApiClient } from '../client/api-client.ts';
import { failureLines, importFile, importLine } from '../client/import-file.ts';
import type { ImportState, Receipt } from '../client/shapes.ts';
import type { Context } from '../context.ts';
import { oneLine } from '../errors.ts';
import { withInstallation, type InstallationOptions } from './with-installation.ts';
import { parseUrl } from './parse-url.ts';

interface ImportOptions extends InstallationOptions {
  json?: boolean;
}

/** `sidetrack import FILE…`: a receipt for each file; fails when a file could not be imported at all. */
export function importCommand(context: Context): Command {
  return new Command('import')
    .description('import export files with listens')
    .argument('<file...>', 'export files (ListenBrainz: zip, json or jsonl)')
    .option('--json', 'one JSON object a file on stdout, nothing else')
    .option('--url <url>', 'the API of another installation', parseUrl)
    .option('--data <dir>', 'where everything is kept')
    .action((files: string[], options: ImportOptions) => importFiles(context, files, options));
}

async function importFiles(context: Context, files: readonly string[], options: ImportOptions): Promise<void> {
  const { output } = context;
  await withInstallation(context, { ...options, bringsOwnData: true }, async (api) => {
    for (const file of files) {
      try {
        const done = await importFile(api, file, output);
        for (const line of options.json ? [receiptJson(done.receipt)] : await receiptLines(api, done))
          output.result(line);
        if (done.state === 'failed') fail(output, importLine(done));
      } catch (error) {
        fail(output, oneLine(error));
      }
    }
  });
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
