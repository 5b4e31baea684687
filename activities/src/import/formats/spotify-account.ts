import { z } from 'zod';
import { isShortPlay } from '../short-play.ts';
import type { RowContext, Verdict } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { name, toVerdict } from './row.ts';
import { readTime, wholeSeconds } from './times.ts';

/**
 * The last year's streams as Spotify's account data have them (`StreamingHistory*.json`). `endTime` is when a stream ended, to the
 * minute; Spotify documents it as UTC, so that it is not asked for.
 * https://support.spotify.com/article/understanding-my-data/
 */
export const spotifyAccount = jsonFormat({
  format: 'spotify-account',
  source: 'spotify-account',
  layouts: [['*'], 'lines'],
  recognises: (value) => telling.safeParse(value).success,
  read,
});

const telling = z.object({ endTime: z.string(), msPlayed: z.unknown().refine((value) => value !== undefined) });

const stream = z.object(
  {
    endTime: z.string('endTime is missing'),
    msPlayed: z.number('msPlayed is not a number').min(0, 'msPlayed is less than nothing'),
    artistName: name,
    trackName: name,
    podcastName: name,
    episodeName: name,
  },
  'it is not a stream (not a JSON object)',
);

function read(value: unknown, { rules }: RowContext, file: string): Verdict {
  const parsed = stream.safeParse(value);
  if (!parsed.success) return { failure: parsed.error.issues[0]!.message };
  const { endTime, msPlayed, ...names } = parsed.data;
  const told = readTime(endTime);
  if (told === null) return { failure: 'endTime is not a time' };
  if (rules.podcasts && isEpisode(names)) return { skip: 'a podcast or an audiobook' };
  if (rules.videos && VIDEO_FILE.test(file)) return { skip: 'a video' };
  if (isShortPlay({ playedMs: msPlayed, durationMs: null }, rules)) return { skip: 'played for too short a time' };
  const ended = 'at' in told ? told.at : new Date(told.wall);
  return toVerdict({
    ...namesOf(names),
    at: wholeSeconds(ended.getTime() - msPlayed),
    endedAt: ended,
    playedMs: msPlayed,
    resolutionSeconds: told.resolutionSeconds,
  });
}

type Names = Omit<z.output<typeof stream>, 'endTime' | 'msPlayed'>;

function isEpisode({ podcastName, episodeName }: Names): boolean {
  return Boolean(podcastName ?? episodeName);
}

/** A file of the listener's own that nobody has tagged is written as Unknown Track of Unknown Artist. */
function namesOf({ artistName, trackName, podcastName, episodeName }: Names): { artist: string; title: string } {
  if (artistName === 'Unknown Artist' && trackName === 'Unknown Track') return { artist: '', title: '' };
  return { artist: artistName ?? podcastName ?? '', title: trackName ?? episodeName ?? '' };
}

const VIDEO_FILE = /(^|\/)StreamingHistory_video_[^/]*\.json$/i;
