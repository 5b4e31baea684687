import { join } from 'node:path';
import { matchKey } from '@sidetrack/analysis';
import { UnreadableAudioError } from '../audio/index.ts';
import type { AudioReaders } from './library-deps.ts';
import { namesFromPath } from './names-from-path.ts';
import { PERMISSION_REASON, reasonOf, type FoundFile } from './walk.ts';

/** A row of audio_files as the scan finds it. */
export interface ReadFile extends FoundFile {
  audioSha256: string | null;
  container: string | null;
  durationSeconds: number | null;
  title: string | null;
  artist: string | null;
  album: string | null;
  recordingMbid: string | null;
  isrc: string | null;
  matchKey: string | null;
  state: 'ready' | 'unreadable';
  stateReason: string | null;
}

/** Hashes one file and reads its tags. Never throws: what cannot be read says why. */
export async function readFile(root: string, file: FoundFile, readers: AudioReaders): Promise<ReadFile> {
  if (file.sizeBytes === 0) return unreadable(file, 'The file is empty.');
  const path = join(root, file.relativePath);
  try {
    const { audioSha256, container } = await readers.hashAudio(path);
    const tags = await readers.readTags(path);
    const { title, artist } = namesFromPath(file.relativePath, tags);
    return {
      ...file,
      audioSha256,
      container,
      durationSeconds: tags.durationSeconds ?? null,
      title,
      artist,
      album: tags.album ?? null,
      recordingMbid: tags.recordingMbid ?? null,
      isrc: tags.isrc ?? null,
      matchKey: title === null || artist === null ? null : matchKey(artist, title),
      state: 'ready',
      stateReason: null,
    };
  } catch (error) {
    return unreadable(file, whyUnreadable(error));
  }
}

function unreadable(file: FoundFile, stateReason: string): ReadFile {
  const nothing = { title: null, artist: null, album: null, recordingMbid: null, isrc: null, matchKey: null };
  return {
    ...file,
    ...nothing,
    audioSha256: null,
    container: null,
    durationSeconds: null,
    state: 'unreadable',
    stateReason,
  };
}

function whyUnreadable(error: unknown): string {
  if (!(error instanceof UnreadableAudioError)) return reasonOf(error);
  if (error.cause !== undefined && reasonOf(error.cause) === PERMISSION_REASON) return PERMISSION_REASON;
  return `${error.reason.charAt(0).toUpperCase()}${error.reason.slice(1)}.`;
}
