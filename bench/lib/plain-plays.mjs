/** What a script of an afternoon does with a history: the plays in a table with a primary key, and nothing else. */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';
import { readHistory } from './spotify-history.mjs';

export const PLAIN_TABLE = `
  CREATE TABLE bench_plays (
    user_id uuid, listened_at timestamptz, artist_name text, track_name text, release_name text, played_ms integer,
    PRIMARY KEY (user_id, listened_at, artist_name, track_name))`;

const COLUMNS = ['user_id', 'listened_at', 'artist_name', 'track_name', 'release_name', 'played_ms'];

/** The whole file in one COPY. */
export async function copyPlays(client, { path, userId }) {
  await client.query('TRUNCATE bench_plays');
  const stream = client.query(copyFrom(`COPY bench_plays (${COLUMNS.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(copyText(path, userId), { objectMode: false }), stream);
  return stream.rowCount;
}

/** A statement for each play, prepared once, a thousand to a transaction: a commit for each would be slower still. */
export async function insertPlays(client, { path, userId }) {
  await client.query('TRUNCATE bench_plays');
  const text = `INSERT INTO bench_plays (${COLUMNS.join(', ')}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`;
  let rows = 0;
  for await (const play of readHistory(path)) {
    if (rows % 1000 === 0) await client.query(rows === 0 ? 'BEGIN' : 'COMMIT; BEGIN');
    await client.query({ name: 'insert play', text, values: valuesOf(play, userId) });
    rows += 1;
  }
  await client.query('COMMIT');
  return rows;
}

async function* copyText(path, userId) {
  let piece = '';
  for await (const play of readHistory(path)) {
    piece += `${valuesOf(play, userId).map(escaped).join('\t')}\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function valuesOf(play, userId) {
  return [
    userId,
    new Date(Date.parse(play.ts) - play.ms_played).toISOString(),
    play.master_metadata_album_artist_name,
    play.master_metadata_track_name,
    play.master_metadata_album_album_name,
    play.ms_played,
  ];
}

function escaped(value) {
  return value === null
    ? '\\N'
    : String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}
