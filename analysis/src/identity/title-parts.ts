import { compactName, compactWords, readStylised } from './compact.ts';
import { foldText } from './fold-text.ts';
import { guardsAnywhere, guardsOfRemark, type VersionGuard } from './version-guards.ts';

/** A title taken apart, so that two ways to write it can be compared part by part. */
export interface TitleParts {
  /** The words of the title itself, folded; numbers in digits. Never empty. */
  readonly words: readonly string[];
  /** Words in brackets or behind a dash that name neither a version nor a guest. */
  readonly subtitle: readonly string[];
  /** What makes it another recording, sorted. */
  readonly guards: readonly VersionGuard[];
  /** What tells one version of a kind from another: the place of a concert, who made the remix. */
  readonly details: readonly string[];
  /** Guests that the title names, compact. */
  readonly guests: readonly string[];
}

export function titleParts(title: string): TitleParts {
  const { base, remarks } = takeApart(title);
  const parts = {
    subtitle: [] as string[],
    guards: new Set<VersionGuard>(),
    details: [] as string[],
    guests: [] as string[],
  };
  for (const guard of guardsAnywhere(foldText(base))) parts.guards.add(guard);
  for (const remark of remarks) sortIn(remark, parts);
  const words = titleWords(base);
  const isBare = words.length === 0;
  return {
    words: isBare && parts.subtitle.length > 0 ? parts.subtitle : isBare ? [foldText(title)] : words,
    subtitle: isBare ? [] : parts.subtitle,
    guards: [...parts.guards].sort(),
    details: parts.details,
    guests: parts.guests,
  };
}

/** The title without its subtitle, and with it, each as one compact word. Versions and guests are in neither. */
export function titleKeys({ words, subtitle }: TitleParts): { base: string; whole: string } {
  const base = compactWords(withoutArticle(words).join(''));
  return { base, whole: base + subtitle.join('') };
}

/** What two editions of an album share: its title without "(Deluxe Edition)", "[Remastered]" and the like. */
export function albumKey(album: string): string {
  return titleKeys(titleParts(album)).whole;
}

function withoutArticle(words: readonly string[]): readonly string[] {
  return words.length > 1 && /^(?:the|a|an)$/u.test(words[0]!) ? words.slice(1) : words;
}

function takeApart(title: string): { base: string; remarks: string[] } {
  const text = title
    .normalize('NFKC')
    .replace(/【([^】]*)】/gu, ' ($1)')
    .replace(FILE_NAME_END, '')
    .replace(UNBRACKETED_REMARK, '')
    .replace(/^(.+),\s*(the|a|an)$/iu, '$2 $1')
    .replace(/^[“"](.+)[”"]$/u, '$1');
  const remarks: string[] = [];
  const keep = (_: string, remark: string): string => {
    remarks.push(...remark.split(/\s\/\s|;/u));
    return ' ';
  };
  let base = text.replace(/[([{]([^)\]}]*)(?:[)\]}]|$)/gu, (all, remark: string, at: number) =>
    // A bracket in front belongs to the words: "(I Can't Get No) Satisfaction".
    at === 0 && text.length > all.length ? ` ${remark} ` : keep(all, remark),
  );
  base = base.replace(/\s[-–—|]\s+(?=\S)(.*)$/u, (all, rest: string) => {
    for (const part of rest.split(/\s[-–—|]\s/u)) keep(all, part);
    return '';
  });
  base = base.replace(/(?<=\S)(?<!\d)\s+(?:feat(?:uring)?|ft)\b\.?\s(.*)$/iu, (_, guests: string) => {
    remarks.push(`feat ${guests}`);
    return '';
  });
  return { base, remarks };
}

function sortIn(
  remark: string,
  parts: { subtitle: string[]; guards: Set<VersionGuard>; details: string[]; guests: string[] },
): void {
  const guests = GUEST_REMARK.exec(remark);
  if (guests !== null) {
    parts.guests.push(
      ...guests[1]!
        .split(GUEST_JOINTS)
        .map(compactName)
        .filter((name) => name !== ''),
    );
    return;
  }
  if (FROM_A_FILM.test(remark) || /^\s*from\b.*\bsoundtrack\b/iu.test(remark)) return;
  const folded = foldText(remark);
  const words = titleWords(remark).filter((word) => word !== '');
  const telling = words.filter((word) => !NOISE.has(word) && !/^(?:(?:19|20)\d\d|\d+(?:st|nd|rd|th))$/u.test(word));
  if (words.length > 0 && telling.length === 0 && !/ mix /u.test(` ${folded} `.replace(' original mix ', ' '))) return;
  const guards = guardsOfRemark(folded);
  if (guards.length > 0 || NAMES_A_VERSION.test(folded)) {
    for (const guard of guards) parts.guards.add(guard);
    if (guards.length === 0) parts.guards.add('alternate');
    parts.details.push(...telling.filter((word) => !OF_A_VERSION.has(word)));
    return;
  }
  if (/^remaster|(?<=\s)remaster/u.test(folded)) return;
  parts.subtitle.push(...words);
}

/** Folded words with numbers in digits and abbreviations spelled as one: "Pt. II" and "Part Two" are `part 2`. */
export function titleWords(text: string): string[] {
  const words = foldText(
    readStylised(text)
      .replace(/\bbox set\b/giu, 'boxset')
      .replace(/\bw\/\s*/giu, 'with ')
      .replace(/#\s*(?=\d)/gu, 'no '),
  )
    .split(' ')
    .flatMap((word) => GLUED_NUMBER.exec(word)?.slice(1, 3) ?? [word])
    .map((word) => SHORT[word] ?? word)
    .filter((word) => word !== '');
  return words.map((word, index) => {
    const counts = index > 0 && COUNTED.has(words[index - 1]!);
    if (counts && word in NUMBER_WORDS) return String(NUMBER_WORDS[word]);
    return counts || word.length > 1 ? (ROMAN[word] ?? word) : word;
  });
}

const GUEST_REMARK =
  /^\s*(?:(?:feat(?:uring)?|ft)\b\.?|w\/|with(?!\s+(?:a|an|the|you|me|my|your|us|or|out|no|love|him|her|it)\b))\s*(.+)$/iu;
const GUEST_JOINTS = /\s*(?:,|;|\/|\s&\s|\s\+\s|\sand\s|\sx\s)\s*/iu;
const FILE_NAME_END = /\.(?:mp3|flac|m4a|ogg|opus|wav|wma|aac|mp4|avi|wmv|mpe?g|flv|webm)$/iu;
/** What video sites put behind a title without brackets. */
const UNBRACKETED_REMARK =
  /\s+(?:\*+new\*+|h[qd]|(?:official|offizielles|oficial) (?:music |lyrics? )?video|vid[eé]o ?clip(?: (?:offici[ae]l|oficial))?)$/iu;
const FROM_A_FILM =
  /^\s*(?:(?:theme |music |song )?(?:from|aus|tiré de)\s+["“'‘«]|(?:theme |music )?from the (?:original |motion |film|movie|netflix|hbo|series|musical|soundtrack|amazon|disney|show|game))/iu;
const NAMES_A_VERSION = /(?:^| )(?:version|ver|versie|cut|take|mix|recording)$/u;
const GLUED_NUMBER = /^(no|nr|op|pt|pts|vol|part|bwv|rv|kv|hwv)(\d+)$/u;
const SHORT: Readonly<Record<string, string>> = {
  pt: 'part',
  pts: 'part',
  parts: 'part',
  teil: 'part',
  parte: 'part',
  partie: 'part',
  volume: 'vol',
  nr: 'no',
  num: 'no',
  number: 'no',
  variatio: 'variation',
  var: 'variation',
  movement: 'mvt',
  satz: 'mvt',
  ver: 'version',
};
const COUNTED = new Set([
  'part',
  'vol',
  'no',
  'op',
  'mvt',
  'book',
  'chapter',
  'act',
  'section',
  'side',
  'variation',
  'disc',
  'cd',
  'symphony',
  'metamorphosis',
]);
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};
const ROMAN: Readonly<Record<string, string>> = Object.fromEntries(
  'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx'
    .split(' ')
    .map((word, index) => [word, String(index + 1)]),
);

/** Words of remarks that name the same recording: how it was mastered, sold, filmed or labelled. */
const NOISE = new Set(
  (
    'remaster remastered remasters remastering remasterizado remasterizada remasterise digital digitally version versions edition album lp ep ' +
    'anniversary super deluxe expanded special in the stereo reissue original explicit dirty bonus track tracks official video videoclip clip ' +
    'audio music lyric lyrics visualizer visualiser hd hq 4k uhd hires 24 16 bit main soundtrack motion picture ost release issue mix master ' +
    'uncut uncensored premiere quality mv re mastered boxset collectors oficial officiel offizielles song letra stream with'
  ).split(' '),
);

/** Words that say what kind of version it is, and nothing of which one. */
const OF_A_VERSION = new Set(
  (
    'live at in from on im au en the of by a de desde version ver mix remix remixed rmx edit edited dub rework reworked bootleg vip flip refix ' +
    'reconstruction recorded acoustic unplugged session sessions concert vivo directo ao dal demo demos take alternate alternative extended ' +
    'radio single club instrumental cover inch reprise orchestral piano performance and'
  ).split(' '),
);
