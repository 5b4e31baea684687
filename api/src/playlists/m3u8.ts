import { posix, win32 } from 'node:path';
import { mapPath, type PathMapping } from '@sidetrack/analysis';
import type { PlaylistTrackRow } from '../queries/playlist-tracks.ts';

export type ExportedTrack = Pick<PlaylistTrackRow, 'title' | 'artistCredit' | 'durationSeconds' | 'file'>;

/**
 * A playlist as extended M3U in UTF-8: `#EXTINF` with whole seconds (-1 where the length is not known) and "artist - title", then
 * the path relative to the folder `base`. A track that cannot be played from a file stands as a comment that says why.
 * @param base an absolute path; null where there is no file at all
 */
export function toM3u8(name: string, tracks: readonly ExportedTrack[], base: string | null): string {
  return write(name, tracks, (track) => (base === null ? null : pathOf(track, base)));
}

/** The same for another system that has the files under other paths: these are absolute, as it sees them. */
export function toM3u8Elsewhere(
  name: string,
  tracks: readonly ExportedTrack[],
  mappings: readonly PathMapping[],
): string {
  return write(name, tracks, ({ file }) => {
    if (file?.state !== 'ready') return null;
    const system = isOfWindows(file.root) ? win32 : posix;
    const path = mapPath(system.join(file.root, file.relativePath), mappings);
    return path === null || /[\r\n]/.test(path) ? null : path;
  });
}

function write(name: string, tracks: readonly ExportedTrack[], place: (track: ExportedTrack) => string | null): string {
  const lines = ['#EXTM3U', '#EXTENC:UTF-8', `#PLAYLIST:${oneLine(name)}`];
  for (const track of tracks) {
    const path = place(track);
    if (path === null) lines.push(`# Left out: ${nameOf(track)} (${whyLeftOut(track)})`);
    else lines.push(`#EXTINF:${secondsOf(track)},${nameOf(track)}`, path);
  }
  return `${lines.join('\n')}\n`;
}

/** The folder of the library that holds most of the files, the first by name of several; null where no track has a file. */
export function usualBase(tracks: readonly ExportedTrack[]): string | null {
  const counts = new Map<string, number>();
  for (const { file } of tracks) if (file?.state === 'ready') counts.set(file.root, (counts.get(file.root) ?? 0) + 1);
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}

function pathOf({ file }: ExportedTrack, base: string): string | null {
  if (file?.state !== 'ready') return null;
  const system = isOfWindows(file.root) ? win32 : posix;
  const path = system.relative(base, system.join(file.root, file.relativePath));
  // A line cannot hold a line break, and a player would read a path that begins with # as a comment.
  if (/[\r\n]/.test(path)) return null;
  return path.startsWith('#') ? `./${path}` : path;
}

function whyLeftOut({ file }: ExportedTrack): string {
  if (file === null) return 'there is no audio file of it';
  if (file.state === 'gone') return `its file is gone: ${oneLine(file.relativePath)}`;
  if (file.state === 'unreadable') return `its file cannot be read: ${oneLine(file.relativePath)}`;
  if (/[\r\n]/.test(file.relativePath)) return 'the name of its file has a line break';
  return `the folder ${oneLine(file.root)} has no path there`;
}

function secondsOf({ file, durationSeconds }: ExportedTrack): number {
  const seconds = file?.durationSeconds ?? durationSeconds;
  return seconds === null ? -1 : Math.round(seconds);
}

const nameOf = ({ artistCredit, title }: ExportedTrack) => oneLine(`${artistCredit} - ${title}`);
const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ');
const isOfWindows = (path: string) => /^[A-Za-z]:[\\/]/.test(path);
