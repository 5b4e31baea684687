import { zipOf } from '@sidetrack/test';

const ROWS_A_PART = 30_000;
const PARTS = 2;

/** A Spotify history in two files of more than a batch each, with rows twice, broken ones, podcasts and short plays among them. */
export function spotifyArchive(): Buffer {
  return zipOf(
    Object.fromEntries(
      Array.from({ length: PARTS }, (_, part) => [
        `Spotify Extended Streaming History/Streaming_History_Audio_${2020 + part}_${part}.json`,
        `[${Array.from({ length: ROWS_A_PART }, (_row, n) => rowText(part * ROWS_A_PART + n)).join(',\n')}]`,
      ]),
    ),
  );
}

function rowText(n: number): string {
  if (n % 997 === 13) return '{"ts": "yesterday", "ms_played": 1}';
  // Every fiftieth stands twice.
  const number = n % 50 === 49 ? n - 1 : n;
  const track = (number * number) % 3001;
  const isPodcast = number % 331 === 7;
  return JSON.stringify({
    ts: new Date(Date.UTC(2020, 0, 1) + number * 240_000).toISOString().replace('.000Z', 'Z'),
    ms_played: number % 211 === 5 ? 4000 : 180_000,
    master_metadata_track_name: isPodcast ? null : `Track ${track}`,
    master_metadata_album_artist_name: isPodcast ? null : `Artist ${track % 200}`,
    master_metadata_album_album_name: isPodcast ? null : `Album ${track % 400}`,
    episode_name: isPodcast ? `Episode ${number}` : null,
    episode_show_name: isPodcast ? 'A show' : null,
    incognito_mode: false,
  });
}
