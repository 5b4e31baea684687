import { parseBuffer, parseFile } from 'music-metadata';
import { withFile } from './decode/containers/inspect.ts';
import { mp3Seconds } from './decode/containers/mp3-head.ts';
import { sniff } from './decode/containers/sniff.ts';
import { UnreadableAudioError } from './errors.ts';
import type { FileWindow } from './hash/file-window.ts';
import { endWithoutTrailingTags, id3v2Length } from './hash/id3.ts';
import { mendText } from './mend-text.ts';

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
 * well-formed are left out.
 * @throws UnreadableAudioError for a file that holds no audio, as far as its headers tell
 */
export async function readTags(path: string): Promise<AudioTags> {
  try {
    return await withFile(path, async (file) => await read(path, file));
  } catch (error) {
    if (error instanceof UnreadableAudioError) throw error;
    throw new UnreadableAudioError(path, 'its tags cannot be read', error);
  }
}

async function read(path: string, file: FileWindow): Promise<AudioTags> {
  const encoding = await sniff(file);
  if (encoding === undefined && !(await isRareContainer(file)))
    throw new UnreadableAudioError(path, 'this is not audio, whatever its name says');
  const { common, format } = await parse(path, encoding === 'mp3' ? file : undefined);
  const durationSeconds = encoding === 'mp3' ? await mp3Seconds(file) : format.duration;
  const isKnown = durationSeconds !== undefined && Number.isFinite(durationSeconds) && durationSeconds > 0;
  return {
    title: text(common.title),
    artist: text(common.artist),
    album: text(common.album),
    recordingMbid: matching(common.musicbrainz_recordingid?.toLowerCase(), UUID),
    isrc: matching(common.isrc?.[0]?.replaceAll('-', '').toUpperCase(), ISRC),
    durationSeconds: isKnown ? durationSeconds : undefined,
    container: format.container,
  };
}

/** What the parser knows beyond the formats that this project tells apart itself: APE, ASF, DSF, DSDIFF, Musepack, True Audio, WavPack. */
const RARE = ['MAC ', '\x30\x26\xb2\x75', 'DSD ', 'FRM8', 'MPCK', 'MP+', 'TTA1', 'wvpk'];

async function isRareContainer(file: FileWindow): Promise<boolean> {
  const head = (await file.read(await id3v2Length(file, 0), 4)).toString('latin1');
  return RARE.some((magic) => head.startsWith(magic));
}

/** Of an MP3 the tags and the first frames alone: in a damaged one the parser would look at each byte for a second frame. */
async function parse(path: string, mp3: FileWindow | undefined) {
  if (!mp3) return await parseFile(path, { skipCovers: true });
  const start = Math.min(await id3v2Length(mp3, 0), MOST_TAG_BYTES) + FRAME_BYTES;
  const end = Math.max(start, await endWithoutTrailingTags(mp3), mp3.size - MOST_TAG_BYTES);
  const tags = Buffer.concat([await mp3.read(0, start), await mp3.read(end, MOST_TAG_BYTES)]);
  return await parseBuffer(tags, 'audio/mpeg', { skipCovers: true });
}

const FRAME_BYTES = 4096;
const MOST_TAG_BYTES = 32 * 2 ** 20;

function text(value: string | undefined): string | undefined {
  const trimmed = value && mendText(value.replaceAll('\0', '')).trim();
  return trimmed === '' ? undefined : trimmed;
}

function matching(value: string | undefined, pattern: RegExp): string | undefined {
  const trimmed = value?.trim();
  return trimmed !== undefined && pattern.test(trimmed) ? trimmed : undefined;
}
