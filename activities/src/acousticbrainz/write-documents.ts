import type { Sql } from '@sidetrack/prisma';
import type { AcousticBrainzDocument, PartName } from './documents.ts';
import { PART_NAMES, PARTS } from './documents.ts';

/** What became of one document. `other`: another upload of the recording is there, and stays. */
export type Outcome = 'imported' | 'duplicate' | 'other';

/**
 * Writes documents into the rows of their recordings. Of several uploads of one recording the one with the lowest number stays, whatever the order in
 * which they come: they are mostly of the same audio. What is there already is not written again.
 * @returns an outcome for each document, and the MBIDs whose row changed
 */
export async function writeDocuments(
  tx: Sql,
  documents: readonly AcousticBrainzDocument[],
): Promise<{ outcomes: Outcome[]; changed: string[] }> {
  const known = await readKnown(tx, [...new Set(documents.map(({ mbid }) => mbid))]);
  const rows = new Map<PartName, Map<string, Row>>(PART_NAMES.map((part) => [part, new Map()]));
  const outcomes = documents.map(({ mbid, parts }) => {
    const all = PART_NAMES.flatMap((part) => {
      const given = parts[part];
      if (given === undefined) return [];
      const there = known.get(mbid)?.[part] ?? null;
      if (there !== null && there <= given.submission) return [there === given.submission ? 'duplicate' : 'other'];
      known.set(mbid, { ...known.get(mbid), [part]: given.submission });
      rows.get(part)!.set(mbid, { mbid, submission: given.submission, ...given.values });
      return ['imported'];
    });
    return all.includes('imported') ? 'imported' : all.includes('other') ? 'other' : 'duplicate';
  });
  for (const part of PART_NAMES) {
    const written = [...rows.get(part)!.values()];
    if (written.length > 0) await tx.query(WRITE[part], [JSON.stringify(written)]);
  }
  return { outcomes, changed: [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))] };
}

type Row = Record<string, string | number | null>;
type Submissions = Partial<Record<PartName, number | null>>;

async function readKnown(tx: Sql, mbids: readonly string[]): Promise<Map<string, Submissions>> {
  const rows = await tx.query<{ mbid: string } & Submissions>(KNOWN, [mbids]);
  return new Map(rows.map(({ mbid, ...submissions }) => [mbid, submissions]));
}

const KNOWN = `
  SELECT mbid, ${PART_NAMES.map((part) => `${part}_submission AS "${part}"`).join(', ')}
  FROM acousticbrainz WHERE mbid = ANY($1::uuid[])`;

const TEXT: ReadonlySet<string> = new Set(['key_key', 'key_scale']);

const WRITE = Object.fromEntries(PART_NAMES.map((part) => [part, writeStatement(part)])) as Record<PartName, string>;

function writeStatement(part: PartName): string {
  const columns = [`${part}_submission`, ...PARTS[part]];
  const types = PARTS[part].map((column) => `${column} ${TEXT.has(column) ? 'text' : 'real'}`);
  return `
    INSERT INTO acousticbrainz (mbid, ${columns.join(', ')})
    SELECT mbid, submission, ${PARTS[part].join(', ')}
    FROM jsonb_to_recordset($1::jsonb) AS r (mbid uuid, submission integer, ${types.join(', ')})
    ORDER BY mbid
    ON CONFLICT (mbid) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
}
