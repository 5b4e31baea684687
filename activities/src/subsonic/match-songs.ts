import { mapPath, type PathMapping } from '@sidetrack/analysis';
import { judgeCandidate } from '../library/judge-candidate.ts';
import { pairUp } from '../library/pair-up.ts';
import type { OwnFile } from '../library/read-library.ts';
import type { Song } from './client.ts';

/** A file of the listener with the places it is known by. */
export interface PlacedFile extends OwnFile {
  readonly root: string;
  readonly relativePath: string;
}

/**
 * Which file each song of a server is: the one at its path (mapped where the server sees another), else the one whose path
 * below its folder is the song's, else the one that the ladder finds for its names. A song that is none of the files is left out.
 */
export function matchSongs(
  songs: readonly Song[],
  files: readonly PlacedFile[],
  mappings: readonly PathMapping[],
): Map<string, string> {
  const byPath = new Map(files.map((file) => [joined(file.root, file.relativePath), file.id]));
  const byRelative = new Map(files.map((file) => [slashes(file.relativePath), file.id]));
  const found = new Map<string, string>();
  for (const { id, path } of songs) {
    if (path === null) continue;
    const here = mapPath(path, mappings) ?? path;
    const file = byPath.get(slashes(here)) ?? byRelative.get(slashes(path).replace(/^\/+/u, ''));
    if (file !== undefined) found.set(id, file);
  }
  for (const [song, file] of byLadder(
    songs.filter(({ id }) => !found.has(id)),
    files,
  ))
    found.set(song, file);
  return found;
}

function byLadder(songs: readonly Song[], files: readonly OwnFile[]): Map<string, string> {
  const told = songs.map((song) => ({
    id: song.id,
    mbid: song.mbid,
    title: song.title,
    artist: song.artist ?? '',
    credit: [],
    aliases: [],
    releaseTitle: song.album,
    isrcs: song.isrc === null ? [] : [song.isrc],
    durationSeconds: song.seconds,
    plays: song.plays,
  }));
  const best = new Map<string, { file: string; confidence: number }>();
  for (const candidate of pairUp(told, files)) {
    const judged = judgeCandidate(candidate);
    const known = best.get(candidate.recordingId);
    if (judged !== null && judged.confidence > (known?.confidence ?? 0))
      best.set(candidate.recordingId, { file: candidate.audioFileId, confidence: judged.confidence });
  }
  return new Map([...best].map(([song, { file }]) => [song, file]));
}

const slashes = (path: string): string => path.replaceAll('\\', '/');
const joined = (root: string, relativePath: string): string =>
  slashes(`${root.replace(/[\\/]+$/u, '')}/${relativePath}`);
