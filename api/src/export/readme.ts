import type { ExportFile } from './export-file.ts';
import { member } from './export-file.ts';
import { files, leftOut, listenerFile, listensOfMonth, listensTable } from './files.ts';
import { trackColumns } from './track-columns.ts';

/** The README.md of an export: what each file holds, member by member, and what is left out and why. */
export function readme(at: Date): string {
  return `${[
    '# Your data in SideTrack',
    `Everything that this installation kept of you on ${at.toISOString().slice(0, 10)}, as it was read while this file was written.`,
    [
      '- `.jsonl` files hold one JSON object a line, in UTF-8. Moments are RFC 3339 in UTC; days are calendar days; what is not known is null.',
      '- `.csv` files hold the same rows for a spreadsheet (RFC 4180, UTF-8). Lists stand in a cell as JSON. A text that begins like a formula has an apostrophe before it.',
      '- `manifest.json` comes last and counts the rows and bytes of every file, with its SHA-256. Without it the export was cut off.',
      '- The whole file can be imported again, here or elsewhere: SideTrack takes back all that its `.jsonl` files hold, and other programs find the listens as in a ListenBrainz export.',
      '- There is no audio in it, and no token, password or session key.',
    ].join('\n'),
    section(listenerFile, ['listener.jsonl']),
    section(
      {
        about: 'Every play, the oldest first, a file for each month (UTC), as ListenBrainz exports them.',
        members: listensOfMonth.members,
      },
      ['listens/<year>/<month>.jsonl'],
    ),
    section(listensTable, ['listens.csv']),
    ...files.map((file) => section(file, [`${file.name}.jsonl`, ...(file.alsoCsv ? [`${file.name}.csv`] : [])])),
    section(
      {
        about:
          'Every track that you heard, for a spreadsheet: its scores as you hear them, and what your file of it measures like.',
        members: trackColumns.map(([name, about]) => member(name, '', about)),
      },
      ['tracks.csv'],
    ),
    [
      '## What is left out',
      ...Object.entries(leftOut).map(([table, why]) => `- \`${table}\`: ${why}`),
      '- What audio measures like (features, embeddings): facts about music that are kept under the hash of the audio, for nobody in particular.',
    ].join('\n'),
  ].join('\n\n')}\n`;
}

function section({ about, members }: Pick<ExportFile, 'about' | 'members'>, names: readonly string[]): string {
  const lines = members.map(({ name, about: what }) => `- \`${name}\`${what === '' ? '' : `: ${what}`}`);
  return [`## ${names.map((name) => `\`${name}\``).join(' and ')}`, '', about, '', ...lines].join('\n');
}
