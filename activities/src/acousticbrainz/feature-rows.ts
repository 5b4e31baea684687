import { z } from 'zod';
import type { AcousticBrainzDocument, PartName } from './documents.ts';
import { PART_NAMES, PARTS } from './documents.ts';

/**
 * Gives what reads the rows of a CSV file of low-level features (`mbid,submission_offset,…`), by the names in its first line: rhythm, tonal or
 * lowlevel. Null where the first line is of no such file.
 */
export function featureRows(header: string): ((row: string) => AcousticBrainzDocument | string) | null {
  const columns = header.trim().split(',');
  const at = (name: string) => columns.indexOf(name);
  const present = PART_NAMES.filter((part) => part !== 'high' && PARTS[part].some((column) => at(column) >= 0));
  if (at('mbid') !== 0 || at('submission_offset') !== 1 || present.length === 0) return null;
  return (row) => {
    const fields = row.trim().split(',');
    if (fields.length !== columns.length) return `it has ${fields.length} fields instead of ${columns.length}`;
    const key = Key.safeParse({ mbid: fields[0], submission: fields[1] });
    if (!key.success) return 'it does not begin with an MBID and the number of an upload';
    const { mbid, submission } = key.data;
    const partOf = (part: PartName) => ({
      submission,
      values: Object.fromEntries(PARTS[part].map((column) => [column, valueOf(column, fields[at(column)])])),
    });
    return { mbid, parts: Object.fromEntries(present.map((part) => [part, partOf(part)])) };
  };
}

const Key = z.object({
  mbid: z.guid().toLowerCase(),
  submission: z
    .string()
    .regex(/^\d{1,9}$/u)
    .transform(Number),
});

/** A number within what the column can hold, or a short word of the columns that hold one. Anything else is unknown. */
function valueOf(column: string, field: string | undefined): number | string | null {
  if (field === undefined || field === '') return null;
  if (column === 'key_key' || column === 'key_scale') return field.length <= 12 ? field : null;
  const value = Number(field);
  const most = column === 'average_loudness' || column === 'key_strength' ? 1 : 10_000;
  return value >= 0 && value <= most ? value : null;
}
