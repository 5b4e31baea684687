import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { CliError } from '../errors.ts';
import { countText, timeText, type Output } from '../output.ts';
import type { ApiClient } from './api-client.ts';
import { importFailures, importShape, importStarted, job, type ImportState, type Job, type Receipt } from './shapes.ts';

export interface ImportChoices {
  /** The IANA zone of times that stand without one. */
  readonly timeZone?: string | undefined;
  /** Where it stands among others, such as `2 of 7, `: begins the line of progress. */
  readonly place?: string;
}

/**
 * Uploads an export file and follows its import to the end.
 * @returns the import as it ended, failed ones included, and those that wait for the zone of their times
 * @throws {CliError} when there is no such file or the API does not take it
 */
export async function importFile(
  api: ApiClient,
  path: string,
  output: Output,
  { timeZone, place = '' }: ImportChoices = {},
): Promise<ImportState> {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file?.isFile()) {
    throw new CliError(`${path} is not a file: name an export file, such as listenbrainz_export.zip.`);
  }
  const name = basename(path);
  if (file.size === 0) throw new CliError(`${name} is empty: export again.`);
  if (isTarArchive(path))
    throw new CliError(
      `${name} is no export of listens. If it is a dump of AcousticBrainz: \`sidetrack acousticbrainz ${name}\` reads it.`,
    );
  output.progress(`${place}${name}: sending …`);
  const query = timeZone === undefined ? '' : `?timeZone=${encodeURIComponent(timeZone)}`;
  const started = await api.upload(`/imports${query}`, createReadStream(path), name, importStarted);
  for (;;) {
    const current = await api.get(`/imports/${started.import.id}`, importShape);
    if (current.state !== 'queued' && current.state !== 'running') {
      output.clear();
      return current;
    }
    output.progress(`${place}${name}: ${progressText(await api.get(`/jobs/${started.job.id}`, job), current)}`);
    await new Promise((wake) => setTimeout(wake, 300));
  }
}

/** One sentence on how an import ended. */
export function importLine({ fileName, state, stateReason, receipt }: ImportState): string {
  const reason = stateReason ?? 'It could not be imported.';
  if (state === 'needs-time-zone')
    return `${fileName}: its times stand without a time zone. Name it, such as with --time-zone Europe/Berlin, or on the page of imports.`;
  if (state === 'failed') return reason.startsWith(fileName) ? reason : `${fileName}: ${reason}`;
  const skipped = Object.entries(receipt.skipped).map(([reason, rows]) => `${countText(rows)} skipped (${reason})`);
  const parts = [
    `${countText(receipt.imported)} imported`,
    ...(receipt.duplicates > 0 ? [`${countText(receipt.duplicates)} duplicates`] : []),
    ...skipped,
    ...(receipt.failed > 0 ? [`${countText(receipt.failed)} failed`] : []),
  ];
  return `${fileName}: ${countText(receipt.read)} rows read, ${parts.join(', ')}`;
}

/** Whether the file turned out to hold no plays in a form that is known: what a folder holds beside histories. */
export function isNoHistory({ fileName, state, stateReason }: ImportState): boolean {
  return state === 'failed' && stateReason?.startsWith(`${fileName} cannot be imported: it holds no plays`) === true;
}

/** One sentence on all files of a folder. */
export function folderLine(folder: string, receipts: readonly Receipt[]): string {
  const sum = (key: 'read' | 'imported' | 'duplicates' | 'failed') =>
    countText(receipts.reduce((total, receipt) => total + receipt[key], 0));
  return `${folder}: ${receipts.length} files, ${sum('read')} rows read, ${sum('imported')} imported, ${sum('duplicates')} duplicates, ${sum('failed')} failed`;
}

/** Why rows of an import failed: the first few, and where the others are told. Nothing where none did. */
export async function failureLines(api: ApiClient, { id, state, receipt }: ImportState): Promise<string[]> {
  if (state !== 'done' || receipt.failed === 0) return [];
  const path = `/imports/${id}/failures`;
  const { total, failures } = await api.get(`${path}?limit=${SHOWN_FAILURES}`, importFailures);
  return [
    ...failures.map(({ file, line, reason }) => `  failed: ${file}, line ${line}: ${reason}`),
    `  ${total > failures.length ? `${countText(total)} in all` : 'as JSON'}: ${api.url}/api/v1${path}`,
  ];
}

const SHOWN_FAILURES = 3;

/** A tar archive, plain or packed with Zstandard or bzip2: no service exports listens so, and it may hold gigabytes. */
function isTarArchive(path: string): boolean {
  const head = Buffer.alloc(512);
  const file = openSync(path, 'r');
  readSync(file, head, 0, 512, 0);
  closeSync(file);
  const starts = (magic: string) => head.subarray(0, magic.length / 2).toString('hex') === magic;
  return starts('28b52ffd') || starts('425a68') || head.toString('latin1', 257, 262) === 'ustar';
}

function progressText({ progress }: Job, { receipt, stateReason }: ImportState): string {
  if (stateReason !== null) return stateReason;
  const rows = Math.max(progress?.done ?? 0, receipt.read);
  const of = progress?.total ? ` of ${countText(progress.total)}` : '';
  const left = progress?.secondsLeft == null ? '' : `, ${timeText(progress.secondsLeft)} left`;
  return `${countText(rows)}${of} rows${left}`;
}
