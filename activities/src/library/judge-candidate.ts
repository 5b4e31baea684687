import type { NameLikeness } from '@sidetrack/analysis';

/**
 * What a match rests on: an id in the file; artist and title, with or without a length; a title of which one side says
 * more (`name_part`); the names in two scripts; a piece of a classical work with its players; a slip of the fingers; the
 * title, album and length alone.
 */
export type Rung = 'mbid' | 'isrc' | 'name_duration' | 'name' | 'name_part' | 'script' | 'work' | 'slip' | 'album';

/** A recording that was listened to and a file that may be it, with what is known of both. Durations in seconds. */
export interface Candidate {
  recordingId: string;
  audioFileId: string;
  /** What the two have in common; several may hold. Redirects of merged MBIDs are resolved. */
  sameMbid: boolean;
  sameIsrc: boolean;
  /** How their names agree; null: they do not. */
  likeness: NameLikeness | null;
  /** The titles name the same version: both none, or both a concert, an edit, a remix. */
  sameVersion: boolean;
  /** Both carry an MBID and these differ. */
  otherMbid: boolean;
  /** null where one of the albums is not known. */
  sameAlbum: boolean | null;
  /** One album is a concert by its name, and nothing says so of the other side. */
  onlyOneInConcert: boolean;
  /** Who plays, where a work or its composer is named. null: it is no such music. */
  players: 'same' | 'others' | 'untold' | null;
  /** "Intro", "Untitled": many albums have one. */
  isGenericTitle: boolean;
  /** null where one of the lengths is not known. */
  secondsApart: number | null;
  isGone: boolean;
}

export interface Judgement {
  rung: Rung;
  /** 0 to 1: how sure it is that this file is this recording. */
  confidence: number;
}

/**
 * The highest rung of the ladder that a candidate stands on, or null where it is none. An embedded MBID says which recording
 * it is. An ISRC may be shared by versions, so the version named in the titles must agree. Names need that too, and a
 * duration within 3 s where both are known; where one is not, names that agree in full stand, but less firmly. The less the
 * names agree, the more must be known beside them (RULES).
 */
export function judgeCandidate(candidate: Candidate): Judgement | null {
  const { sameMbid, sameIsrc, sameVersion, likeness, secondsApart: apart } = candidate;
  if (sameMbid) return { rung: 'mbid', confidence: 1 };
  if (sameIsrc && sameVersion && (apart === null || apart <= SAME_DURATION_SECONDS))
    return { rung: 'isrc', confidence: 0.95 };
  if (likeness === null || isAnotherOfItsName(candidate)) return null;
  return byNames(candidate, RULES[likeness]);
}

function byNames(candidate: Candidate, rule: Rule): Judgement | null {
  const { secondsApart: apart } = candidate;
  if (rule.needs?.(candidate) === false) return null;
  if (apart === null)
    return rule.withoutDuration === null
      ? null
      : { rung: 'name', confidence: rounded(rule.withoutDuration + bonus(candidate)) };
  if (apart > rule.seconds) return null;
  return {
    rung: rule.rung,
    confidence: rounded(rule.confidence - (0.05 * apart) / SAME_DURATION_SECONDS + bonus(candidate)),
  };
}

/** Two copies of one recording differ by padding and by where a medium was cut, hardly by more than this. */
const SAME_DURATION_SECONDS = 3;
const NEARLY_EQUAL_SECONDS = 1.5;
/** Two performances of a piece are as long as each other to this by chance once in a long while. */
const EQUAL_SECONDS = 0.5;

interface Rule {
  readonly rung: Rung;
  readonly confidence: number;
  /** Where a length is not known; null: then it is no match. */
  readonly withoutDuration: number | null;
  readonly seconds: number;
  readonly needs?: (candidate: Candidate) => boolean;
}

const RULES: Readonly<Record<NameLikeness, Rule>> = {
  same: { rung: 'name_duration', confidence: 0.85, withoutDuration: 0.6, seconds: SAME_DURATION_SECONDS },
  spelling: { rung: 'name_duration', confidence: 0.8, withoutDuration: 0.5, seconds: SAME_DURATION_SECONDS },
  part: { rung: 'name_part', confidence: 0.7, withoutDuration: null, seconds: SAME_DURATION_SECONDS },
  work: {
    rung: 'work',
    confidence: 0.7,
    withoutDuration: null,
    seconds: SAME_DURATION_SECONDS,
    needs: ({ players, sameAlbum }) => players === 'same' || (players === 'untold' && sameAlbum === true),
  },
  sound: { rung: 'script', confidence: 0.65, withoutDuration: null, seconds: SAME_DURATION_SECONDS },
  slip: { rung: 'slip', confidence: 0.6, withoutDuration: null, seconds: NEARLY_EQUAL_SECONDS },
  title: {
    rung: 'album',
    confidence: 0.55,
    withoutDuration: null,
    seconds: NEARLY_EQUAL_SECONDS,
    needs: ({ players, sameAlbum }) => sameAlbum === true && players !== 'others',
  },
};

const isAnotherOfItsName = (candidate: Candidate): boolean =>
  isAnotherConcert(candidate) || isAnotherPerformance(candidate) || isAnotherIntro(candidate);

/** Titles of a concert's album rarely say that it is one; where the other album is known, that tells. */
function isAnotherConcert({ onlyOneInConcert, sameAlbum, secondsApart }: Candidate): boolean {
  return onlyOneInConcert && (sameAlbum !== null || secondsApart === null);
}

/** Where the length cannot tell, two albums have two intros. */
const isAnotherIntro = ({ isGenericTitle, sameAlbum, secondsApart }: Candidate): boolean =>
  isGenericTitle && sameAlbum === false && secondsApart === null;

/** Two albums under a composer's name are two performances, unless they are equally long. */
function isAnotherPerformance({ players, sameAlbum, secondsApart }: Candidate): boolean {
  return players === 'untold' && sameAlbum === false && (secondsApart === null || secondsApart > EQUAL_SECONDS);
}

/** The same album makes it likelier; another MBID in the file says that someone held it for another recording. */
function bonus({ sameAlbum, otherMbid }: Candidate): number {
  return (sameAlbum === true ? 0.05 : 0) - (otherMbid ? 0.1 : 0);
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
