import type { Columns } from './table-format.ts';
import { tableFormat } from './table-format.ts';
import { readTime } from './times.ts';

/** Last.fm histories as tables with the time in seconds: lastfm.ghan.nl (`uts`), lastfmstats.com (`Date#user`, in milliseconds). */
export const lastfmCsv = tableFormat({
  format: 'lastfm-csv',
  source: 'lastfm',
  isUtc: true,
  fromHeading: (names) => {
    const time = names.findIndex((name) => name === 'uts' || name === 'unix_time' || /^date#/.test(name));
    return columnsBy(names, time);
  },
});

/**
 * Last.fm histories without a heading, their time in words in UTC, to the minute: artist, album, track, “19 Aug 2026 20:48” (as
 * Last.fm's API writes it, kept by benjaminbenben.com/lastfm-to-csv), and day, time, artist, track (lastfm-backup-cli).
 */
export const lastfmWordsCsv = tableFormat({
  format: 'lastfm-minutes-csv',
  source: 'lastfm-minutes',
  isUtc: true,
  fromRow: (fields) => {
    const told = fields.length === 4 ? readTime(fields[3]!) : null;
    if (told !== null && 'wall' in told && /[a-z]/i.test(fields[3]!))
      return { artist: 0, release: 1, title: 2, time: 3 };
    const isDayAndTime = fields.length === 4 && readTime(`${fields[0]!} ${fields[1]!}`) !== null;
    return isDayAndTime ? { time: 0, hour: 1, artist: 2, title: 3 } : null;
  },
});

/** What Libre.fm sends on request: some comment, a heading, and the time in seconds. */
export const librefm = tableFormat({
  format: 'librefm',
  source: 'librefm',
  isUtc: true,
  time: /^\d+$/,
  fromHeading: (names) => (isLibrefm(names) ? columnsBy(names, names.indexOf('time')) : null),
});

/** Pano Scrobbler's file in its other form. */
export const panoTable = tableFormat({
  format: 'pano',
  source: 'pano',
  isUtc: true,
  fromHeading: (names) => columnsBy(names, names.indexOf('timems')),
});

/** Any other table that names its columns. Times without a zone are asked about. */
export const otherTable = tableFormat({
  format: 'csv',
  source: 'csv',
  isUtc: false,
  fromHeading: (names) => columnsBy(names, firstOf(names, TIMES)),
});

const TIMES = [
  'timestamp',
  'utc_time',
  'listened_at',
  'played_at',
  'played at',
  'date/time',
  'datetime',
  'date',
  'time',
  'ts',
];
const ARTISTS = ['artist', 'artist_name', 'artist name', 'artist name(s)', 'artistname'];
const TITLES = ['track', 'track_name', 'track name', 'trackname', 'title', 'song', 'song name', 'name'];
const RELEASES = ['album', 'album_name', 'album name', 'albumname', 'release', 'release_name'];

function columnsBy(names: readonly string[], time: number): Columns | null {
  const [artist, title] = [firstOf(names, ARTISTS), firstOf(names, TITLES)];
  if (time === -1 || artist === -1 || title === -1) return null;
  return {
    time,
    artist,
    title,
    release: known(firstOf(names, RELEASES)),
    durationMs: known(firstOf(names, ['durationms', 'duration_ms'])),
    event: known(names.indexOf('event')),
  };
}

function isLibrefm(names: readonly string[]): boolean {
  return ['time', 'artist', 'track'].every((name) => names.includes(name));
}

function firstOf(names: readonly string[], wanted: readonly string[]): number {
  const first = wanted.find((name) => names.includes(name));
  return first === undefined ? -1 : names.indexOf(first);
}

function known(column: number): number | undefined {
  return column === -1 ? undefined : column;
}
