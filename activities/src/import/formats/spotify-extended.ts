import { z } from 'zod';
import { isShortPlay } from '../short-play.ts';
import type { RowContext, Verdict } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { flag, name, toVerdict } from './row.ts';
import { readTime, wholeSeconds } from './times.ts';

/**
 * Spotify's extended streaming history (`Streaming_History_Audio_*.json`, before 2023 `endsong_*.json`): a list of streams. `ts` is
 * when a stream ended, in UTC; it began `ms_played` before. It tells no track's length.
 * https://support.spotify.com/article/understanding-my-data/
 */
export const spotifyExtended = jsonFormat({
  format: 'spotify-extended',
  source: 'spotify',
  layouts: [['*'], 'lines'],
  recognises: (value) => telling.safeParse(value).success,
  read,
});

const telling = z.object({ ts: z.string(), ms_played: z.unknown().refine((value) => value !== undefined) });

const stream = z.object(
  {
    ts: z.string('ts is missing'),
    ms_played: z.number('ms_played is not a number').min(0, 'ms_played is less than nothing'),
    master_metadata_track_name: name,
    master_metadata_album_artist_name: name,
    master_metadata_album_album_name: name,
    episode_name: name,
    episode_show_name: name,
    spotify_episode_uri: name,
    audiobook_title: name,
    audiobook_chapter_title: name,
    incognito_mode: flag,
  },
  'it is not a stream (not a JSON object)',
);

type Stream = z.output<typeof stream>;

function read(value: unknown, { rules }: RowContext, file: string): Verdict {
  const parsed = stream.safeParse(value);
  if (!parsed.success) return { failure: parsed.error.issues[0]!.message };
  const told = parsed.data;
  const ended = readTime(told.ts);
  if (ended === null || !('at' in ended)) return { failure: 'ts is not a time' };
  if (told.incognito_mode === true && rules.privateSessions) return { skip: 'heard in a private session' };
  const names = namesOf(told);
  if (names.isSpoken && rules.podcasts) return { skip: 'a podcast or an audiobook' };
  if (rules.videos && VIDEO_FILE.test(file)) return { skip: 'a video' };
  if (isShortPlay({ playedMs: told.ms_played, durationMs: null }, rules))
    return { skip: 'played for too short a time' };
  return toVerdict({
    ...names,
    at: wholeSeconds(ended.at.getTime() - told.ms_played),
    endedAt: ended.at,
    playedMs: told.ms_played,
  });
}

// A row does not say whether it was a video; Spotify puts them in files of their own.
const VIDEO_FILE = /(^|\/)Streaming_History_Video_[^/]*\.json$/;

function namesOf(told: Stream): { artist: string; title: string; release: string | null; isSpoken: boolean } {
  const track = told.master_metadata_track_name;
  const isEpisode = !track && Boolean(told.episode_name ?? told.spotify_episode_uri);
  if (isEpisode)
    return { artist: told.episode_show_name ?? '', title: told.episode_name ?? '', release: null, isSpoken: true };
  const book = told.audiobook_title;
  if (!track && book)
    return { artist: book, title: told.audiobook_chapter_title ?? book, release: book, isSpoken: true };
  return {
    artist: told.master_metadata_album_artist_name ?? '',
    title: track ?? '',
    release: told.master_metadata_album_album_name ?? null,
    isSpoken: false,
  };
}
