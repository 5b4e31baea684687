import { compareNames } from '@sidetrack/analysis';
import type { Candidate } from './judge-candidate.ts';
import type { HeardRecording, OwnFile } from './read-library.ts';
import { takeApart, type Named } from './named.ts';

type NamedFile = OwnFile & Named;

/** Two lengths that a slip of the fingers may still join lie no further apart; see judge-candidate.ts. */
const SLIP_SECONDS = 1.5;

/**
 * Every pair of a recording and a file that share an MBID, an ISRC or a title in one of its spellings, and, of recordings that
 * have no such file, those of one artist and length whose titles may differ by a slip. Paired here and not in SQL: the match that follows a
 * first import finds tables without statistics, and the planner's guess at these joins took minutes for a library of 20,000
 * files where this takes seconds.
 */
export function pairUp(heard: readonly HeardRecording[], files: readonly OwnFile[]): Candidate[] {
  const named = files.map((file) => ({ ...file, ...takeApart(file) }));
  const byMbid = indexed(named, ({ mbid }) => [mbid]);
  const byIsrc = indexed(named, ({ isrc }) => [isrc]);
  const withTitle = titleIndex(named);
  const byArtist = indexed(named, ({ artistKeys }) => artistKeys);
  for (const same of byArtist.values()) same.sort((a, b) => (a.durationSeconds ?? 0) - (b.durationSeconds ?? 0));
  return heard.flatMap((recording) => {
    const own = { ...recording, ...takeApart({ ...recording, album: recording.releaseTitle }) };
    const found = new Set([
      ...(own.mbid === null ? [] : (byMbid.get(own.mbid) ?? [])),
      ...own.isrcs.flatMap((isrc) => byIsrc.get(isrc) ?? []),
      ...own.titleKeys.flatMap((key) => withTitle(own, key)),
    ]);
    const candidates = [...found].map((file) => candidateOf(own, file)).filter(isWorthJudging);
    if (candidates.length > 0 || own.durationSeconds === null) return candidates;
    return own.artistKeys
      .flatMap((key) => aroundLength(byArtist.get(key) ?? [], own.durationSeconds!))
      .map((file) => candidateOf(own, file))
      .filter(isWorthJudging);
  });
}

/**
 * The files of each title. Of a title that many have ("Intro") only those of the same artist or album are looked at: to
 * compare a thousand of them with a thousand plays by their spelling takes minutes.
 */
function titleIndex(files: readonly NamedFile[]): (own: Named, title: string) => readonly NamedFile[] {
  const byTitle = indexed(files, ({ titleKeys }) => titleKeys);
  const common = new Map<string, Map<string, NamedFile[]>>();
  return (own, title) => {
    const same = byTitle.get(title) ?? [];
    if (same.length <= FEW) return same;
    const within = common.get(title) ?? indexed(same, shelves);
    common.set(title, within);
    return shelves(own).flatMap((key) => (key === null ? [] : (within.get(key) ?? [])));
  };
}

const FEW = 16;
const shelves = ({ artistKeys, albumKey }: Named): (string | null)[] => [
  ...artistKeys,
  albumKey === null ? null : `album ${albumKey}`,
];

function indexed<T>(files: readonly T[], keysOf: (file: T) => readonly (string | null)[]): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const file of files)
    for (const key of keysOf(file)) {
      if (key === null) continue;
      const same = index.get(key);
      if (same === undefined) index.set(key, [file]);
      else same.push(file);
    }
  return index;
}

/** Of files in the order of their lengths, those about as long as this. */
function aroundLength(files: readonly NamedFile[], seconds: number): NamedFile[] {
  let low = 0;
  for (let high = files.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((files[middle]!.durationSeconds ?? 0) < seconds - SLIP_SECONDS) low = middle + 1;
    else high = middle;
  }
  const around: NamedFile[] = [];
  for (let at = low; at < files.length && (files[at]!.durationSeconds ?? 0) <= seconds + SLIP_SECONDS; at++)
    around.push(files[at]!);
  return around;
}

const isWorthJudging = ({ sameMbid, sameIsrc, sameAlbum, likeness }: Candidate): boolean =>
  sameMbid || sameIsrc || (likeness === 'title' ? sameAlbum === true : likeness !== null);

function candidateOf(recording: HeardRecording & Named, file: NamedFile): Candidate {
  const { mbid } = recording;
  return {
    recordingId: recording.id,
    audioFileId: file.id,
    sameMbid: mbid !== null && mbid === file.mbid,
    sameIsrc: file.isrc !== null && recording.isrcs.includes(file.isrc),
    likeness: compareNames(recording.names, file.names),
    sameVersion: recording.version === file.version,
    otherMbid: mbid !== null && file.mbid !== null && mbid !== file.mbid,
    sameAlbum: recording.albumKey === null || file.albumKey === null ? null : recording.albumKey === file.albumKey,
    onlyOneInConcert: recording.inConcert !== file.inConcert,
    players: playersOf(recording, file),
    isGenericTitle: recording.isGenericTitle,
    secondsApart:
      recording.durationSeconds === null || file.durationSeconds === null
        ? null
        : Math.abs(recording.durationSeconds - file.durationSeconds),
    isGone: file.isGone,
  };
}

function playersOf({ names }: Named, { names: others }: Named): Candidate['players'] {
  const isClassical = [names, others].some(({ composers, work }) => composers.length > 0 || work !== null);
  if (!isClassical) return null;
  if (names.performers.some((name) => others.performers.includes(name))) return 'same';
  return names.performers.length === 0 || others.performers.length === 0 ? 'untold' : 'others';
}
