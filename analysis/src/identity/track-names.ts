import { artistNames, type ArtistNames } from './artist-names.ts';
import { classicalWork, composersIn, performersIn, type ClassicalWork } from './classical-work.ts';
import { hasOtherScript, soundOf } from './romanise.ts';
import { titleKeys, titleParts, type TitleParts } from './title-parts.ts';

/** One way to read what a source says of a track. */
export interface Reading {
  readonly artist: ArtistNames;
  readonly title: TitleParts;
  /** The title without and with its subtitle, compact. */
  readonly base: string;
  readonly whole: string;
  /** The artist was read from the title: "Artist - Title" by an uploader, on a compilation or in a file's name. */
  readonly fromTitle: boolean;
}

/** What a source says of a track, taken apart once so that it can be compared many times. */
export interface TrackNames {
  /** The first is as the source means it. */
  readonly readings: readonly Reading[];
  readonly titleSound: string | null;
  readonly artistSound: string | null;
  readonly hasOtherScript: boolean;
  readonly work: ClassicalWork | null;
  readonly composers: readonly string[];
  readonly performers: readonly string[];
}

export interface ToldNames {
  readonly artist: string | null;
  readonly title: string;
  /** The credited artists one by one, and their other names, where MusicBrainz knows them. */
  readonly credit?: readonly string[];
  readonly aliases?: readonly string[];
}

export function trackNames({ artist, title, credit, aliases }: ToldNames): TrackNames {
  const own = readingOf(artistNames(artist, { credit, aliases }), title, false);
  const isOtherScript = hasOtherScript(`${artist ?? ''} ${title}`);
  const text = artist ?? '';
  return {
    readings: [own, ...readingsOfTitle(title, own.artist)],
    titleSound: soundOf(title.replace(/\s*[([{].*$/u, '')),
    artistSound: soundOf(text),
    hasOtherScript: isOtherScript,
    work: classicalWork(title),
    composers: composersIn(`${text} ${title}`),
    performers: performersIn(text),
  };
}

function readingOf(artist: ArtistNames, title: string, fromTitle: boolean): Reading {
  const parts = titleParts(title);
  return { artist, title: parts, ...titleKeys(parts), fromTitle };
}

/** "Artist - Title", and where the source names nobody "Title - Artist" and "Artist / Title" too. */
function readingsOfTitle(title: string, artist: ArtistNames): Reading[] {
  const dashed = /^(.+?)\s+[-–—]\s+(.+)$/u.exec(title);
  const slashed = artist.isNobody ? /^(.+?)\s+\/\s+(.+)$/u.exec(title) : null;
  const halves = dashed ?? slashed;
  if (halves === null) return [];
  const [, first, second] = halves as unknown as [string, string, string];
  const forwards = readingOf(artistNames(first), second, true);
  return artist.isNobody ? [forwards, readingOf(artistNames(second), first, true)] : [forwards];
}
