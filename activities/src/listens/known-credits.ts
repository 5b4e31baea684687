import { creditKey, mayNameSeveral } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { CreditedArtist } from './listen-row.ts';

/**
 * Remembers how MusicBrainz splits credits of several artists, by their text. A text that it splits in two ways is
 * ambiguous from then on. The artists must be known by their MBIDs.
 */
export async function learnCredits(
  tx: Sql,
  credits: readonly { readonly artists: readonly CreditedArtist[] }[],
): Promise<void> {
  const byKey = new Map(
    credits.filter(({ artists }) => artists.length > 1).map(({ artists }) => [keyOf(artists), artists]),
  );
  const rows = [...byKey].flatMap(([key, artists]) =>
    artists.map((artist, position) => ({ key, position, ...artist })),
  );
  if (rows.length > 0) await tx.query(LEARN, [JSON.stringify(rows)]);
}

/**
 * Credits these recordings, of which MusicBrainz knows nothing, to the artists that it names for the same text elsewhere:
 * "A & B" is two artists where it knows it as two, and stays one name where it does not.
 *
 * @returns those that were credited so
 */
export async function creditByKnown(tx: Sql, recordingIds: readonly string[]): Promise<string[]> {
  const told = await tx.query<{ id: string; artistCredit: string }>(TOLD, [recordingIds]);
  const several = told
    .filter(({ artistCredit }) => mayNameSeveral(artistCredit))
    .map(({ id, artistCredit }) => ({ id, key: creditKey(artistCredit) }));
  if (several.length === 0) return [];
  const known = await tx.query<{ key: string }>(KNOWN, [[...new Set(several.map(({ key }) => key))]]);
  const keys = new Set(known.map(({ key }) => key));
  const credited = several.filter(({ key }) => keys.has(key));
  if (credited.length === 0) return [];
  await tx.query('DELETE FROM recording_artists WHERE recording_id = ANY($1::uuid[])', [credited.map(({ id }) => id)]);
  await tx.query(CREDIT, [JSON.stringify(credited)]);
  return credited.map(({ id }) => id);
}

const keyOf = (artists: readonly CreditedArtist[]): string =>
  creditKey(artists.map(({ name, joinPhrase }) => name + joinPhrase).join(''));

// Ordered, so that two transactions that learn the same credits do not deadlock.
const LEARN = `
  INSERT INTO artist_credits AS c (credit_key, artists)
  SELECT r.key, jsonb_agg(jsonb_build_object('artistId', a.id, 'name', r.name, 'joinPhrase', r."joinPhrase") ORDER BY r.position)
  FROM jsonb_to_recordset($1::jsonb) AS r (key text, position int, mbid uuid, name text, "joinPhrase" text)
  CROSS JOIN LATERAL (SELECT id FROM artists WHERE mbid = r.mbid LIMIT 1) AS a
  GROUP BY r.key ORDER BY r.key
  ON CONFLICT (credit_key) DO UPDATE SET is_ambiguous = true
  WHERE NOT c.is_ambiguous
    AND jsonb_path_query_array(c.artists, '$[*].artistId') <> jsonb_path_query_array(excluded.artists, '$[*].artistId')`;

const TOLD = `
  SELECT id, artist_credit AS "artistCredit" FROM recordings WHERE id = ANY($1::uuid[]) AND mbid IS NULL`;

// An artist may have gone since, with a listener or by a merge.
const KNOWN = `
  SELECT c.credit_key AS key FROM artist_credits c
  WHERE c.credit_key = ANY($1::text[]) AND NOT c.is_ambiguous AND NOT EXISTS (
    SELECT FROM jsonb_array_elements(c.artists) AS e
    WHERE NOT EXISTS (SELECT FROM artists a WHERE a.id = (e ->> 'artistId')::uuid))`;

const CREDIT = `
  INSERT INTO recording_artists (recording_id, position, artist_id, credited_name, join_phrase)
  SELECT r.id, e.position - 1, (e.artist ->> 'artistId')::uuid, e.artist ->> 'name', e.artist ->> 'joinPhrase'
  FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, key text)
  JOIN artist_credits c ON c.credit_key = r.key
  CROSS JOIN LATERAL jsonb_array_elements(c.artists) WITH ORDINALITY AS e (artist, position)
  ORDER BY 1, 2 ON CONFLICT DO NOTHING`;
