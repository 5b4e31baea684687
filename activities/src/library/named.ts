import { albumKey, isConcertAlbum, trackNames, type ArtistNames, type TrackNames } from '@sidetrack/analysis';

/** What is made once of a track's words, to find and to compare it by. */
export interface Named {
  readonly names: TrackNames;
  /** It may be a track that shares one of these: its title in each of its spellings. */
  readonly titleKeys: readonly string[];
  readonly artistKeys: readonly string[];
  /** The version that the title names, '' for none. */
  readonly version: string;
  readonly albumKey: string | null;
  readonly inConcert: boolean;
  /** "Intro", "Untitled": many albums have one. */
  readonly isGenericTitle: boolean;
}

export interface Words {
  artist: string | null;
  title: string | null;
  album: string | null;
  credit?: readonly string[];
  aliases?: readonly string[];
}

export function takeApart({ artist, title, album, credit = [], aliases = [] }: Words): Named {
  const names = trackNames({ artist, title: title ?? '', credit, aliases });
  const [own] = names.readings;
  const { guards } = own!.title;
  return {
    names,
    titleKeys:
      title === null
        ? []
        : unique([
            ...names.readings.flatMap(({ base, whole }) => [base, whole]),
            ...(names.titleSound === null ? [] : [`~${names.titleSound}`]),
            ...(names.work?.keys ?? []).map((key) => `#${key}`),
          ]),
    artistKeys: unique(names.readings.flatMap(({ artist: each }) => keysOf(each))),
    version: guards.join(' '),
    albumKey: album === null ? null : albumKey(album),
    inConcert: guards.includes('live') || (album !== null && isConcertAlbum(album)),
    isGenericTitle: own!.title.words.every((word) => GENERIC.has(word) || /^\d+$/u.test(word)),
  };
}

const keysOf = ({ whole, credit: credited, aliases, names }: ArtistNames): string[] =>
  [whole, ...credited, ...aliases, ...names].filter((name) => name !== '');

const unique = (keys: readonly string[]): string[] => [...new Set(keys)];

const GENERIC = new Set(
  'intro introduction outro interlude untitled skit prelude postlude prologue epilogue overture reprise hidden bonus track no'.split(
    ' ',
  ),
);
