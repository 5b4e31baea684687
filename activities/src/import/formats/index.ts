import type { Format, Head, Reading } from './format.ts';
import { koito } from './koito.ts';
import { lastfmJson } from './lastfm-json.ts';
import { listenbrainz } from './listenbrainz.ts';
import { maloja } from './maloja.ts';
import { panoLines } from './pano.ts';
import { scrobblerLog } from './scrobbler-log.ts';
import { spotifyAccount } from './spotify-account.ts';
import { spotifyExtended } from './spotify-extended.ts';
import { lastfmCsv, lastfmWordsCsv, librefm, otherTable, panoTable } from './tables.ts';

/** How a file is read, by what its head holds; null for one of no known kind. */
export async function readingFor(head: Head): Promise<Reading | null> {
  for (const format of FORMATS) {
    const reading = await format(head);
    if (reading !== null) return reading;
  }
  return null;
}

/** The kinds in words, for whoever brought another one. */
export const KNOWN_KINDS =
  'SideTrack (its export of everything), ListenBrainz, Spotify (extended history or account data), Last.fm (JSON or CSV), Maloja, Koito, Libre.fm (CSV), Pano Scrobbler and .scrobbler.log';

// Those that fit the closest come first; a table that merely names its columns comes last.
const FORMATS: readonly Format[] = [
  scrobblerLog,
  listenbrainz,
  spotifyExtended,
  spotifyAccount,
  panoLines,
  koito,
  maloja,
  lastfmJson,
  lastfmCsv,
  panoTable,
  librefm,
  lastfmWordsCsv,
  otherTable,
];
