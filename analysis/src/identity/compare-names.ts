import { compareArtists, type ArtistLikeness } from './artist-names.ts';
import { isSamePiece } from './classical-work.ts';
import { slipsBetween } from './edit-distance.ts';
import { foldText } from './fold-text.ts';
import type { TitleParts } from './title-parts.ts';
import type { Reading, TrackNames } from './track-names.ts';

/**
 * On what the likeness of two tracks' names rests, from surely to hardly:
 * `same` names as they stand; `spelling` the same title by an artist written otherwise or shared; `part` one title says
 * more than the other; `sound` the names in two scripts; `slip` a slip of the fingers; `title` the title alone.
 */
export type NameLikeness = 'same' | 'spelling' | 'part' | 'sound' | 'slip' | 'title' | 'work';

/**
 * How the names of two tracks agree, or null where they are those of two recordings: another version, another guest, another
 * number, another artist. A `title` without an artist and a `work` without players need other evidence beside them.
 */
export function compareNames(left: TrackNames, right: TrackNames): NameLikeness | null {
  const read = left.readings.flatMap((own) => right.readings.map((other) => compareReadings(own, other)));
  const best = read.reduce(surer, null);
  if (best !== null && best !== 'title') return best;
  return bySound(left, right) ?? bySlip(left, right) ?? byWork(left, right) ?? best;
}

function surer(one: NameLikeness | null, two: NameLikeness | null): NameLikeness | null {
  if (one === null || two === null) return one ?? two;
  return RANK[one] <= RANK[two] ? one : two;
}

const RANK: Readonly<Record<NameLikeness, number>> = {
  same: 0,
  spelling: 1,
  part: 2,
  work: 3,
  sound: 4,
  slip: 5,
  title: 6,
};

function compareReadings(left: Reading, right: Reading): NameLikeness | null {
  if (left.fromTitle && right.fromTitle) return null;
  const title = compareTitles(left, right);
  if (title === null || guestsConflict(left, right)) return null;
  const artist = compareArtists(left.artist, right.artist);
  return left.fromTitle || right.fromTitle ? asRead(title, artist) : asMeant(title, artist);
}

function asMeant(title: 'same' | 'part', artist: ArtistLikeness | null): NameLikeness | null {
  if (title === 'same') return artist === null ? 'title' : LIKENESS[artist];
  return artist === null || artist === 'shared' ? null : 'part';
}

/** Where the title was taken for "Artist - Title", the artist must be found in it. */
function asRead(title: 'same' | 'part', artist: ArtistLikeness | null): NameLikeness | null {
  return artist === null || artist === 'shared' ? null : asMeant(title, artist);
}

const LIKENESS: Readonly<Record<ArtistLikeness, NameLikeness>> = { same: 'same', main: 'spelling', shared: 'part' };

/** `part` where one title has a subtitle, or details of its version, of which the other says nothing. */
function compareTitles(left: Reading, right: Reading): 'same' | 'part' | null {
  if (!sameVersion(left.title, right.title)) return null;
  const details = compareDetails(left.title.details, right.title.details);
  if (details === null) return null;
  if (left.whole === right.whole) return details;
  const onlyOneHasSubtitle = (left.title.subtitle.length === 0) !== (right.title.subtitle.length === 0);
  return left.base === right.base && onlyOneHasSubtitle ? 'part' : null;
}

function sameVersion(left: TitleParts, right: TitleParts): boolean {
  return (
    left.guards.length === right.guards.length && left.guards.every((guard, index) => guard === right.guards[index])
  );
}

function compareDetails(left: readonly string[], right: readonly string[]): 'same' | 'part' | null {
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  if (!few.every((word) => many.includes(word))) return null;
  return few.length === many.length ? 'same' : 'part';
}

/** Both name guests and have none in common. */
function guestsConflict(left: Reading, right: Reading): boolean {
  const ours = [...left.title.guests, ...left.artist.guests];
  const theirs = [...right.title.guests, ...right.artist.guests];
  return ours.length > 0 && theirs.length > 0 && !ours.some((guest) => theirs.includes(guest));
}

/** The same names in two scripts. */
function bySound(left: TrackNames, right: TrackNames): 'sound' | null {
  if (left.hasOtherScript === right.hasOtherScript) return null;
  const [own, other] = [left.readings[0]!, right.readings[0]!];
  if (!sameVersion(own.title, other.title)) return null;
  const sameTitle = own.whole === other.whole || (left.titleSound !== null && left.titleSound === right.titleSound);
  if (!sameTitle) return null;
  const sameArtist =
    compareArtists(own.artist, other.artist) !== null ||
    (left.artistSound !== null && left.artistSound === right.artistSound);
  return sameArtist ? 'sound' : null;
}

/** One slip of the fingers in one longer word, of the title or of the artist's name; never in a number. */
function bySlip(left: TrackNames, right: TrackNames): 'slip' | null {
  const [own, other] = [left.readings[0]!, right.readings[0]!];
  if (!sameVersion(own.title, other.title) || guestsConflict(own, other)) return null;
  if (compareDetails(own.title.details, other.title.details) === null) return null;
  if (own.whole === other.whole)
    return isSlip(nameWords(own.artist.text), nameWords(other.artist.text)) ? 'slip' : null;
  const artist = compareArtists(own.artist, other.artist);
  if (artist !== 'same' && artist !== 'main') return null;
  const words = ({ title }: Reading): string[] => [...title.words, ...title.subtitle];
  return isSlip(words(own), words(other)) ? 'slip' : null;
}

const nameWords = (text: string): string[] => foldText(text).split(' ');

function isSlip(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  const differing = left.flatMap((word, index) => (word === right[index] ? [] : [[word, right[index]!] as const]));
  const [slip] = differing;
  if (slip === undefined || differing.length > 1) return false;
  const [one, two] = slip;
  const [shorter, longer] = one.length <= two.length ? [one, two] : [two, one];
  if (longer.length < LONGER_WORD || shorter.length < LONGER_WORD - 1 || /\d/u.test(one + two)) return false;
  // A letter more or less at the end is grammar as often as a slip ("Parabol", "Parabola"), unless it was struck twice.
  if (longer.startsWith(shorter) && longer.at(-1) !== shorter.at(-1)) return false;
  return slipsBetween(one, two, 1) <= 1;
}

/** "Deaf" and "Dead" are two songs; a longer word is rarely one letter from another. */
const LONGER_WORD = 5;

/** The same piece of a classical work; the composer, where both name one, is the same. */
function byWork(left: TrackNames, right: TrackNames): 'work' | null {
  if (left.work === null || right.work === null || !isSamePiece(left.work, right.work)) return null;
  const bothNamed = left.composers.length > 0 && right.composers.length > 0;
  return bothNamed && !left.composers.some((composer) => right.composers.includes(composer)) ? null : 'work';
}
