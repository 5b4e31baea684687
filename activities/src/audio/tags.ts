import { parseFile } from 'music-metadata';
import { UnreadableAudioError } from './errors.ts';

/** What a file's tags say. undefined: they do not say. */
export interface AudioTags {
  title: string | undefined;
  artist: string | undefined;
  album: string | undefined;
  /** MusicBrainz recording id (UUID, lower case). */
  recordingMbid: string | undefined;
  isrc: string | undefined;
  durationSeconds: number | undefined;
  /** As the file names it: "MPEG", "Ogg", "FLAC", "M4A/mp42/isom", "WAVE", … */
  container: string | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ISRC = /^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$/;

/**
 * Reads title, artist, album, MusicBrainz recording id, ISRC and duration from a file's tags and headers; ids that are not
 * well-formed are left out. The duration of a variable-rate MP3 without header is counted frame by frame.
 * @throws UnreadableAudioError for a file that holds no audio, as far as its headers tell
 */
export async function readTags(path: string): Promise<AudioTags> {
  const { common, format } = await parse(path, false);
  const durationSeconds = format.duration ?? (await parse(path, true)).format.duration;
  const isUnknown = format.container === undefined;
  // Any file named .mp3 is MPEG to the parser until it has looked for frames.
  const hasNoFrames = format.container === 'MPEG' && durationSeconds === undefined;
  if (isUnknown || hasNoFrames) throw new UnreadableAudioError(path, 'this is not audio, whatever its name says');
  return {
    title: text(common.title),
    artist: text(common.artist),
    album: text(common.album),
    recordingMbid: matching(common.musicbrainz_recordingid?.toLowerCase(), UUID),
    isrc: matching(common.isrc?.[0]?.replaceAll('-', '').toUpperCase(), ISRC),
    durationSeconds: durationSeconds !== undefined && durationSeconds > 0 ? durationSeconds : undefined,
    container: format.container,
  };
}

async function parse(path: string, countFrames: boolean) {
  try {
    return await parseFile(path, { duration: countFrames, skipCovers: true });
  } catch (cause) {
    throw new UnreadableAudioError(path, 'its tags cannot be read', cause);
  }
}

function text(value: string | undefined): string | undefined {
  const trimmed = value?.replaceAll('\0', '').trim();
  return trimmed === '' ? undefined : trimmed;
}

function matching(value: string | undefined, pattern: RegExp): string | undefined {
  const trimmed = value?.trim();
  return trimmed !== undefined && pattern.test(trimmed) ? trimmed : undefined;
}
