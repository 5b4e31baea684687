import { foldText } from './fold-text.ts';

/** What makes a version of a song another recording than the one whose title it shares. */
export type VersionGuard =
  | 'a cappella'
  | 'acoustic'
  | 'alternate'
  | 'arrangement'
  | 'cover'
  | 'demo'
  | 'edit'
  | 'extended'
  | 'instrumental'
  | 'interlude'
  | 'language'
  | 'live'
  | 'mono'
  | 'remix'
  | 'rerecorded'
  | 'speed'
  | 'spoken';

/**
 * The guards that a title carries, sorted. Two titles may be the same recording only when these are equal. Words count
 * only where a version is named, in brackets or after a spaced dash, so that "Live Forever" is not a concert.
 */
export function versionGuards(title: string): VersionGuard[] {
  const remarks = [...title.matchAll(/[([{]([^)\]}]*)[)\]}]|\s[-–—|]\s+([^([{]*)/gu)].flatMap((match) =>
    guardsOfRemark(foldText(match[1] ?? match[2] ?? '')),
  );
  const found = new Set([...remarks, ...guardsAnywhere(foldText(title))]);
  return [...found].sort();
}

/** The guards that a remark carries: folded text of a bracket, or of what follows a dash. */
export function guardsOfRemark(folded: string): VersionGuard[] {
  const padded = ` ${folded} `;
  return GUARDS.filter(([, words]) => words.test(padded)).map(([guard]) => guard);
}

/** The guards that stand even where no remark is set apart: "Ignition Remix". */
export function guardsAnywhere(folded: string): VersionGuard[] {
  const padded = ` ${folded} `;
  return ANYWHERE.filter(([, words]) => words.test(padded)).map(([guard]) => guard);
}

/**
 * Whether an album is a concert by its name: "Live at …", "MTV Unplugged in …", "En Vivo". Its titles rarely say so. "Live
 * Through This" is none.
 */
export function isConcertAlbum(album: string): boolean {
  return CONCERT_ALBUM.test(` ${foldText(album)} `);
}

// Tested on folded text with a space on each side: a word boundary of regular expressions knows Latin letters alone.
const phrases = (words: string): RegExp => new RegExp(` (?:${words}) `, 'u');

const LIVE =
  'live|unplugged|en vivo|en directo|en direct|ao vivo|dal vivo|en concert|in concert|en concierto|im konzert|in session|sessions?|' +
  'live lounge|tiny desk|nazivo|na zywo|zivot|живое выступление|живои|живое|концерт|концертная запись|live концерт|ライフ|ライブ|ライウ|ライヴ|라이브|现场|現場';
const LANGUAGES =
  'spanish|espanol|english|german|deutsch|french|francais|italian|italiano|portuguese|portugues|japanese|korean|chinese|mandarin|russian';

const GUARDS: readonly (readonly [VersionGuard, RegExp])[] = [
  ['a cappella', phrases('a cappella|acappella|acapella|a capella|vocals? only')],
  ['acoustic', phrases('acoustic|unplugged|acustico|acustica|acoustique|akustik|akustisch|stripped|stripped down')],
  [
    'alternate',
    phrases(
      'alternate|alternative (?:take|version|mix)|alt take|take \\d+|outtake|rehearsal|early (?:version|mix|take)|rough (?:mix|cut)|work in progress',
    ),
  ],
  [
    'arrangement',
    phrases(
      'orchestral|orchestra|symphonic|strings?|string quartet|choir|choral|lullaby|8 bit|chiptune|music box|piano|' +
        '(?:ballad|jazz|swing|bossa nova|reggae|big band|brass|country|rock|pop|trap) (?:version|ver)',
    ),
  ],
  ['cover', phrases('cover|karaoke|tribute|parody|originally performed by .*|in the style of .*|made famous by .*')],
  ['demo', phrases('demos?')],
  [
    'edit',
    phrases(
      're edit|reedit|edit|edited|radio version|single version|single mix|clean|censored|amended|short version|tv (?:size|version|edit)|7 (?:inch|version|mix|edit)|7',
    ),
  ],
  ['extended', phrases('extended|12 (?:inch|version|mix)|12|long version|full length|full version|maxi')],
  ['instrumental', phrases('instrumentals?|backing track|minus one|off vocal')],
  ['interlude', phrases('intro|outro|interlude|reprise|prelude version')],
  [
    'language',
    phrases(`(?:${LANGUAGES}) (?:version|ver)|version(?: en)? (?:${LANGUAGES})|(?:en|in|auf|em) (?:${LANGUAGES})`),
  ],
  ['live', phrases(LIVE)],
  ['mono', phrases('mono')],
  [
    'remix',
    phrases(
      'remix|remixes|remixed|rmx|rework|reworked|vip|bootleg|mashup|megamix|dub|flip|refix|reconstruction|rebuild|remodel|' +
        '(?<! original )mix|(?:re edit|reedit)',
    ),
  ],
  [
    'rerecorded',
    phrases(
      're ?record(?:ed|ing)|rerecorded|(?:taylor|\\p{L}{3,})s version|remake|redux|revisited|re ?imagined|new version',
    ),
  ],
  ['speed', phrases('sped up|speed up|slowed|slowed reverb|nightcore|daycore|8d|8d audio|chopped|screwed')],
  ['spoken', phrases('commentary|interview|skit|spoken|spoken word|dialogue')],
];

const ANYWHERE: readonly (readonly [VersionGuard, RegExp])[] = [
  ['cover', / karaoke /u],
  ['edit', / radio edit /u],
  ['remix', / (?:remix|rmx) $/u],
];

const CONCERT_ALBUM =
  / (?:live (?:at|in|from|on|im|au|aux|a|en|aus|\d+)|unplugged|in concert|en concert|ao vivo|en vivo|en directo|dal vivo|bbc sessions|peel sessions|live lounge|in session|itunes live|tiny desk|live album|live tour|alive \d+) |^ live $| live $/u;
