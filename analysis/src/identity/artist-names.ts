import { compactName } from './compact.ts';
import { foldText } from './fold-text.ts';

/** Who a source says made a track. Names are compact (see compactName). */
export interface ArtistNames {
  /** As the source writes it. */
  readonly text: string;
  readonly whole: string;
  /** The names that the text may be made of, and other ways to write one. The first is the main artist. */
  readonly names: readonly string[];
  /** Named as guests. */
  readonly guests: readonly string[];
  /** The artists one by one where MusicBrainz knows them; then `names` is not asked. Empty: it does not. */
  readonly credit: readonly string[];
  /** Other names of the credited artists, of which MusicBrainz knows. */
  readonly aliases: readonly string[];
  /** "Various Artists" and the like: it says nothing. */
  readonly isNobody: boolean;
}

export function artistNames(
  artist: string | null,
  known: { credit?: readonly string[] | undefined; aliases?: readonly string[] | undefined } = {},
): ArtistNames {
  const text = (artist ?? '').replace(UPLOADER, '').trim();
  const [main = '', ...guestTexts] = text.split(GUEST_MARK);
  const guests = guestTexts
    .flatMap((guest) => guest.replace(/[)\]]\s*$/u, '').split(JOINTS))
    .map(compactName)
    .filter(isText);
  const names = [
    ...main.split(JOINTS),
    main,
    main.replace(/\s*[([][^)\]]*[)\]]\s*$/u, ''),
    main.replace(/^(\S+(?: \S+)?), (\S+(?: \S+)?)$/u, '$2 $1'),
  ];
  return {
    text,
    whole: compactName(text),
    names: [...new Set([...names.map(compactName), ...guests].filter(isText))],
    guests,
    credit: (known.credit ?? []).map(compactName).filter(isText),
    aliases: (known.aliases ?? []).map(compactName).filter(isText),
    isNobody: text === '' || NOBODY.test(foldText(text)),
  };
}

/** How two sources' words for the artists agree, from surely to hardly. */
export type ArtistLikeness = 'same' | 'main' | 'shared';

/**
 * How one side's artists are those of the other; null where they are not. By the credit where MusicBrainz knows it, so that
 * "Earth" is not "Earth, Wind & Fire"; else by the names that the text may be made of, which is a guess.
 */
export function compareArtists(left: ArtistNames, right: ArtistNames): ArtistLikeness | null {
  if (left.isNobody || right.isNobody) return null;
  if (left.whole === right.whole) return 'same';
  if (left.aliases.includes(right.whole) || right.aliases.includes(left.whole)) return 'same';
  if (left.credit.length > 0 || right.credit.length > 0) return byCredit(left, right);
  if (left.names[0] === right.names[0]) return 'main';
  const shared = right.names.filter((name) => left.names.includes(name));
  if (shared.length === 0) return null;
  return shared.length >= Math.min(left.names.length, right.names.length) ? 'main' : 'shared';
}

function byCredit(left: ArtistNames, right: ArtistNames): ArtistLikeness | null {
  const [known, told] = left.credit.length > 0 ? [left, right] : [right, left];
  const theirs = told.credit.length > 0 ? told.credit : [told.whole, ...told.names];
  const found = known.credit.filter((name) => theirs.includes(name) || isSpelledIn(name, told.text));
  if (found.length === 0) return known.aliases.some((alias) => told.names.includes(alias)) ? 'shared' : null;
  return found.includes(known.credit[0]!) ? 'main' : 'shared';
}

/** Whether a credited name stands in a text as words of its own that nothing but other names and joints surround. */
function isSpelledIn(name: string, text: string): boolean {
  const words = foldText(text)
    .split(' ')
    .filter((word) => word !== 'and');
  return words.some((_, from) => {
    let spelled = '';
    for (let to = from; to < words.length && spelled.length < name.length; to++) spelled += words[to]!;
    if (spelled !== name && spelled !== `the${name}`) return false;
    const before = words[from - 1];
    return (
      from === 0 ||
      ['feat', 'ft', 'featuring', 'with', 'x', 'vs', 'the'].includes(before!) ||
      text.includes(',') ||
      /[;/]/u.test(text)
    );
  });
}

const isText = (name: string): boolean => name !== '';

const UPLOADER = /(?:\s+-\s+topic|vevo|\s+official)\s*$/iu;
const GUEST_MARK = /\s*[([]?\b(?:feat(?:uring)?|ft)\b\.?\s+/iu;
// "with" joins as often as it names a guest.
const JOINTS =
  /\s*(?:;|,|\/(?=\s)|(?<=\s)\/|\s&\s|\s\+\s|\s(?:and|und|et|y|e|with|x|×|vs\.?|versus|presents|pres\.?|meets)\s)\s*/iu;
const NOBODY =
  /^(?:various|various artists?|va|v a|unknown|unknown artist|diverse|divers|verschiedene interpreten|varios artistas|artistes varies|soundtrack|original soundtrack|ost)$/u;
