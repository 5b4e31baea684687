import { createHash } from 'node:crypto';
import type { ListenerScope } from '../access/scope.ts';
import { csvRow } from './csv.ts';
import { rowsOf } from './export-file.ts';
import type { ExportFile } from './export-file.ts';
import { files, listenerFile, listensOfMonth, listensTable } from './files.ts';
import { readme } from './readme.ts';
import { trackTable } from './track-table.ts';
import type { ZippedFile } from './zip-stream.ts';

/** What the manifest says of a file that was written. */
interface Written {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export function exportFileName(handle: string, at: Date): string {
  return `sidetrack-${handle.replaceAll(/[^\w.-]/gu, '_')}-${at.toISOString().slice(0, 10)}.zip`;
}

/**
 * Everything of a listener as files of an archive, each read while it is written: README.md first, manifest.json last, with rows,
 * bytes and SHA-256 of all others.
 */
export async function* exportOf(scope: ListenerScope, { at }: { at: Date }): AsyncGenerator<ZippedFile> {
  const written: Written[] = [];
  const list = (source: Part): ZippedFile => listed(source, written);
  yield { name: 'README.md', content: () => bytesOf([readme(at)]) };
  yield list({ name: 'listener.jsonl', lines: () => linesOf(listenerFile, scope) });
  for (const { first, next, name } of await monthsOf(scope)) {
    const values = [scope.userId, first, next];
    yield list({ name, lines: () => rowsOf(listensOfMonth, scope.run.bind(scope), values), ending: '\n' });
  }
  yield list({ name: 'listens.csv', lines: () => csvOf(listensTable, scope), ending: '', head: 1 });
  for (const file of files) {
    yield list({ name: `${file.name}.jsonl`, lines: () => linesOf(file, scope) });
    if (file.alsoCsv) yield list({ name: `${file.name}.csv`, lines: () => csvOf(file, scope), ending: '', head: 1 });
  }
  yield list({ name: 'tracks.csv', lines: () => trackTable(scope), ending: '', head: 1 });
  const manifest = { format: 'sidetrack-export', version: 1, exportedAt: at.toISOString(), files: written };
  yield { name: 'manifest.json', content: () => bytesOf([`${JSON.stringify(manifest, null, 2)}\n`]) };
}

interface Part {
  readonly name: string;
  /** By pages, so that a page is what is held in memory. */
  readonly lines: () => AsyncIterable<string[]>;
  readonly ending?: string;
  /** Lines that are no rows. */
  readonly head?: number;
}

function listed({ name, lines, ending = '\n', head = 0 }: Part, written: Written[]): ZippedFile {
  return {
    name,
    async *content() {
      const hash = createHash('sha256');
      let [rows, bytes] = [-head, 0];
      for await (const page of lines()) {
        const piece = Buffer.from(page.map((line) => line + ending).join(''), 'utf8');
        hash.update(piece);
        rows += page.length;
        bytes += piece.byteLength;
        yield piece;
      }
      written.push({ name, rows, bytes, sha256: hash.digest('hex') });
    },
  };
}

function linesOf(file: ExportFile, scope: ListenerScope): AsyncGenerator<string[]> {
  return rowsOf(file, scope.run.bind(scope), [scope.userId]);
}

async function* csvOf(file: ExportFile, scope: ListenerScope): AsyncGenerator<string[]> {
  const names = file.members.map(({ name }) => name);
  yield [csvRow(names)];
  for await (const page of linesOf(file, scope)) {
    yield page.map((line) => {
      const row = JSON.parse(line) as Record<string, unknown>;
      return csvRow(names.map((name) => row[name]));
    });
  }
}

interface Month {
  readonly name: string;
  readonly first: string;
  readonly next: string;
}

/** The months with listens, in UTC, named as in a ListenBrainz export. */
function monthsOf(scope: ListenerScope): Promise<Month[]> {
  return scope.run((tx) => tx.query<Month>(MONTHS, [scope.userId]));
}

// Steps from month to month by the primary key: a long history is not read to find its months.
const MONTHS = `
  WITH RECURSIVE months AS (
    SELECT date_trunc('month', min(listened_at), 'UTC') AS first FROM listens WHERE user_id = $1
    UNION ALL
    SELECT date_trunc('month', (SELECT min(listened_at) FROM listens WHERE user_id = $1 AND listened_at >= (m.first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'), 'UTC')
    FROM months m WHERE m.first IS NOT NULL
  )
  SELECT 'listens/' || to_char(first AT TIME ZONE 'UTC', 'YYYY/FMMM') || '.jsonl' AS name,
         first::text AS first, ((first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC')::text AS next
  FROM months WHERE first IS NOT NULL ORDER BY months.first`;

async function* bytesOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text, 'utf8'));
}
