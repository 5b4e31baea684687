import { z } from 'zod';
import type { Verdict } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { toVerdict } from './row.ts';
import { readTime } from './times.ts';

/**
 * Pages of Last.fm's user.getRecentTracks as the usual tools keep them: one page or a list of them, with their wrapper or
 * without, or the tracks alone; and the list that lastfmstats.com writes. MBIDs in them are not believed: Last.fm gives many
 * that MusicBrainz never had.
 */
export const lastfmJson = jsonFormat({
  format: 'lastfm-json',
  source: 'lastfm',
  layouts: [
    ['recenttracks', 'track', '*'],
    ['*', 'recenttracks', 'track', '*'],
    ['*', 'track', '*'],
    ['track', '*'],
    ['*', '*'],
    ['*'],
    ['scrobbles', '*'],
    'lines',
  ],
  recognises: (value) => {
    const { success, data } = track.safeParse(value);
    return (success && Boolean(data.date ?? data['@attr']?.nowplaying)) || scrobble.safeParse(value).success;
  },
  read: readTrack,
});

const text = z.union([
  z.object({ '#text': z.string() }).transform((given) => given['#text']),
  z.object({ name: z.string() }).transform((given) => given.name),
  z.string(),
]);

const track = z.object({
  name: z.string('name is missing'),
  artist: z.unknown().pipe(text),
  album: z.unknown().pipe(text).nullish().catch(null),
  date: z
    .object({ uts: z.union([z.string(), z.number()]).nullish(), '#text': z.string().nullish() })
    .nullish()
    .catch(null),
  '@attr': z.object({ nowplaying: z.unknown() }).partial().nullish().catch(null),
});

const scrobble = z.object({
  track: z.string(),
  artist: z.string(),
  album: z.string().nullish().catch(null),
  date: z.union([z.number(), z.string()]),
});

/** A row of either kind. */
export function readTrack(value: unknown): Verdict {
  const ofApi = track.safeParse(value);
  if (ofApi.success) return ofTrack(ofApi.data);
  const ofList = scrobble.safeParse(value);
  if (!ofList.success) return { failure: 'it is not a track as Last.fm has it' };
  const { artist, track: title, album, date } = ofList.data;
  const told = readTime(String(date));
  return told !== null && 'at' in told ? toVerdict({ at: told.at, artist, title, release: album }) : NO_TIME;
}

function ofTrack({ name, artist, album, date, '@attr': attributes }: z.output<typeof track>): Verdict {
  if (!date)
    return String(attributes?.nowplaying) === 'true' ? { skip: 'still playing when it was exported' } : NO_TIME;
  const told = readTime(String(date.uts ?? date['#text'] ?? ''));
  if (told === null) return NO_TIME;
  // Last.fm writes its times in words in UTC, to the minute.
  const at = 'at' in told ? told.at : new Date(told.wall);
  return toVerdict({ at, artist, title: name, release: album, resolutionSeconds: told.resolutionSeconds });
}

const NO_TIME: Verdict = { failure: 'it does not say when it was played' };
