/**
 * A made-up listener's extended streaming history, as Spotify hands it out: one JSON list in the order of time. All from one seed,
 * so that every run has the same bytes.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { readJsonValues } from '../../activities/dist/import/json-values.js';

/** Writes so many streams of so many tracks over some years, and gives the size of the file in bytes. */
export async function writeHistory(path, { rows, tracks, years = 10 }) {
  let bytes = 0;
  async function* pieces() {
    let piece = '[';
    let first = true;
    for (const stream of streams({ rows, tracks, years })) {
      piece += `${first ? '' : ','}\n  ${JSON.stringify(stream)}`;
      first = false;
      if (piece.length < PIECE) continue;
      bytes += Buffer.byteLength(piece);
      yield piece;
      piece = '';
    }
    bytes += Buffer.byteLength(piece) + 2;
    yield `${piece}\n]`;
  }
  await pipeline(pieces, createWriteStream(path));
  return bytes;
}

/** The streams of such a file, one after another, by the reader that the import has. */
export async function* readHistory(path) {
  for await (const { text } of readJsonValues(createReadStream(path), ['*'])) yield JSON.parse(text);
}

/**
 * A listener to whom another service told of nine in ten of these plays already: some seconds off, under keys of its own.
 * @param sql runs a statement as the owner of the tables
 */
export async function tellByAnother(sql, { from, to }) {
  await sql(
    `INSERT INTO recordings (title, artist_credit, match_key, private_user_id)
     SELECT title, artist_credit, match_key, $2::uuid FROM recordings WHERE private_user_id = $1`,
    [from, to],
  );
  await sql(
    `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
     SELECT $2::uuid, l.listened_at + make_interval(secs => (hashtext(l.track_key::text) & 7)), md5(l.track_key::text)::uuid, mine.id, l.artist_name, l.track_name
     FROM listens l JOIN recordings theirs ON theirs.id = l.recording_id
     JOIN recordings mine ON mine.match_key = theirs.match_key AND mine.private_user_id = $2
     WHERE l.user_id = $1 AND extract(epoch FROM l.listened_at)::bigint % 10 > 0 ON CONFLICT DO NOTHING`,
    [from, to],
  );
  await sql(
    `INSERT INTO listen_sources (user_id, listened_at, track_key, source)
     SELECT user_id, listened_at, track_key, 'listenbrainz' FROM listens WHERE user_id = $1`,
    [to],
  );
}

const PIECE = 2 ** 20;
const YEAR_MS = 365 * 86_400_000;
const NEWEST = Date.UTC(2026, 10, 22, 20);

// A listener plays some tracks far more than others, and which ones moves with the years.
function* streams({ rows, tracks, years }) {
  const random = seeded(20_261_211);
  const step = (years * YEAR_MS) / rows;
  for (let n = 0; n < rows; n += 1) {
    const track = Math.floor(tracks * random() ** 2.5 + (0.6 * tracks * n) / rows) % tracks;
    const endedAt = new Date(NEWEST - years * YEAR_MS + Math.floor((n + random() * 0.5) * step));
    yield streamOf({
      track,
      endedAt,
      playedMs: 60_000 + Math.floor(random() * 240_000),
      id: Math.floor(random() * 1e9),
    });
  }
}

function streamOf({ track, endedAt, playedMs, id }) {
  const artist = Math.floor(track / 7);
  const uri = `${String(track).padStart(6, '0')}${String(id % 97)}`.padStart(22, '4kQ');
  return {
    ts: `${endedAt.toISOString().slice(0, 19)}Z`,
    platform: 'iOS 17.4.1 (iPhone14,5)',
    ms_played: playedMs,
    conn_country: 'DE',
    ip_addr: '203.0.113.7',
    master_metadata_track_name: `${WORDS[track % WORDS.length]} of the ${WORDS[(track >> 3) % WORDS.length]} No. ${track}`,
    master_metadata_album_artist_name: `The ${WORDS[artist % WORDS.length]}s ${artist}`,
    master_metadata_album_album_name: `${WORDS[(artist * 5 + (track % 3)) % WORDS.length]} ${artist}-${track % 3}`,
    spotify_track_uri: `spotify:track:${uri}`,
    episode_name: null,
    episode_show_name: null,
    spotify_episode_uri: null,
    audiobook_title: null,
    audiobook_uri: null,
    audiobook_chapter_uri: null,
    audiobook_chapter_title: null,
    reason_start: 'trackdone',
    reason_end: 'trackdone',
    shuffle: false,
    skipped: false,
    offline: false,
    offline_timestamp: Math.floor(endedAt.getTime() / 1000),
    incognito_mode: false,
  };
}

const WORDS = [
  'River',
  'Winter',
  'Café',
  'Söng',
  'Ночь',
  'Mirror',
  'Engine',
  'Orchard',
  'Signal',
  'Stone',
  '夜',
  'Harbour',
  'Paper',
  'Lantern',
  'Echo',
  'Field',
];

/** Mulberry32: the same numbers everywhere. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
