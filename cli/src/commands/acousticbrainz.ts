import { basename } from 'node:path';
import type { DumpReceipt } from '@sidetrack/activities';
import { Command } from 'commander';
import type { Context } from '../context.ts';
import { oneLine } from '../errors.ts';
import { withDatabase } from '../installation/with-database.ts';
import { countText, timeText } from '../output.ts';

interface AcousticBrainzOptions {
  json?: boolean;
  data?: string;
}

/**
 * `sidetrack acousticbrainz FILE…`: reads dumps of AcousticBrainz into the installation's database. What they say is shared by all listeners, so it is
 * for whoever operates the installation, and goes past the API.
 */
export function acousticBrainzCommand(context: Context): Command {
  return new Command('acousticbrainz')
    .description('read dump files of AcousticBrainz: what it computed of recordings becomes evidence for their scores')
    .argument(
      '<file...>',
      'archives (.tar.zst, .tar.bz2, .tar) of high-level or low-level documents, or CSV files of features',
    )
    .option('--json', 'one JSON object a file on stdout, nothing else')
    .option('--data <dir>', 'where everything is kept')
    .action((files: string[], options: AcousticBrainzOptions) => readDumps(context, files, options));
}

async function readDumps(
  context: Context,
  files: readonly string[],
  { json, data }: AcousticBrainzOptions,
): Promise<void> {
  const { output, now } = context;
  const { importAcousticBrainz } = await import('@sidetrack/activities');
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Error('Stopped: run it again, and it goes on from here.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  await withDatabase(context, data, async (db) => {
    for (const path of files) {
      const began = now().getTime();
      const onProgress = ({ read, share }: { read: number; share: number }): void => {
        const seconds = (now().getTime() - began) / 1000;
        const left = share > 0 ? `, ${timeText((seconds * (1 - share)) / share)} left` : '';
        output.progress(`${basename(path)}: ${countText(read)} documents (${Math.round(share * 100)} %)${left}`);
      };
      try {
        const receipt = await importAcousticBrainz({ db, path, clock: now, onProgress, signal: stopping.signal });
        output.clear();
        for (const line of json ? [receiptJson(receipt)] : receiptLines(basename(path), receipt)) output.result(line);
      } catch (error) {
        output.say(`✗ ${oneLine(error)}`);
        process.exitCode = 1;
        if (stopping.signal.aborted) return;
      }
    }
  });
}

function receiptJson({ read, imported, duplicates, skipped, failed, recordings, failures }: DumpReceipt): string {
  return JSON.stringify({ read, imported, duplicates, skipped, failed, recordings, failures });
}

/** What became of a dump, for a person. */
export function receiptLines(name: string, receipt: DumpReceipt): string[] {
  const { read, imported, duplicates, skipped, failed, recordings, failures } = receipt;
  const parts = [
    `${countText(imported)} imported`,
    ...(duplicates > 0 ? [`${countText(duplicates)} duplicates`] : []),
    ...Object.entries(skipped).map(([reason, count]) => `${countText(count)} skipped (${reason})`),
    ...(failed > 0 ? [`${countText(failed)} failed`] : []),
  ];
  return [
    `${name}: ${countText(read)} documents read, ${parts.join(', ')}; ${countText(recordings)} recordings that are known here are scored anew`,
    ...failures.map(({ where, reason }) => `  failed: ${where}: ${reason}`),
    ...(failed > failures.length ? [`  and ${countText(failed - failures.length)} more`] : []),
  ];
}
