import type { Decision, Library, Match, Shown } from '../data/queries/library.ts';
import { formatCount, plural } from './format.ts';
import type { Reader } from './format.ts';

export const SHOWN_NAMES: Readonly<Record<Shown, string>> = {
  confirm: 'To confirm',
  matched: 'Matched',
  tracks: 'Tracks without a file',
  files: 'Files without a track',
  unreadable: 'Unreadable',
  refused: 'Refused',
};

/** What a list holds, and what there is to do with it. */
export const SHOWN_LEDES: Readonly<Record<Shown, string>> = {
  confirm: 'These were joined by their names alone. Say whether each is the same; what you say stays.',
  matched:
    'The file that stands for each track, the least certain first. Choose another one where it is the wrong one.',
  tracks: 'You have played these, but none of your files was found for them. The most played come first.',
  files: 'None of your plays was found for these files.',
  unreadable: 'These files could not be read, each with its reason.',
  refused: 'You said that these are not the same. They are not joined again.',
};

/** What stands where a list is empty. */
export const SHOWN_EMPTY: Readonly<Record<Shown, { title: string; reason: string }>> = {
  confirm: { title: 'Nothing to confirm', reason: 'Every match there is rests on more than a name, or on your word.' },
  matched: {
    title: 'No file is matched yet',
    reason: 'Once files and listens are here, they are joined by themselves.',
  },
  tracks: { title: 'Every track has a file', reason: 'Each track that you have played was found among your files.' },
  files: { title: 'Every file has a track', reason: 'Each of your files was found among your plays.' },
  unreadable: {
    title: 'Every file can be read',
    reason: 'Files that cannot be read are listed here, with the reason.',
  },
  refused: { title: 'Nothing was refused', reason: 'Where you say that a file is not a track, it is listed here.' },
};

/** What a match rests on, in plain words. */
export function describeRung(rung: string): string {
  return RUNGS[rung] ?? 'Found by another way';
}

const RUNGS: Readonly<Record<string, string>> = {
  mbid: 'The file says itself that it is this recording (its MusicBrainz id)',
  isrc: 'The same ISRC, the code that publishers give a recording',
  acoustid: 'It sounds the same (its AcoustID)',
  name_duration: 'The same artist and title, and a length within 3 seconds',
  name: 'The same artist and title; one of the lengths is not known',
  name_part: 'The same artist and title, though one says more (a subtitle, a place), and a length within 3 seconds',
  script: 'The same names in another script, and a length within 3 seconds',
  work: 'The same piece of the same work, with the same players or on the same album',
  slip: 'Names that differ in one letter, and nearly the same length',
  album: 'The same title on the same album, and nearly the same length',
  listener: 'Your own choice',
};

/** How sure a match is, in a word. */
export function describeConfidence({
  confidence,
  decidedBy,
  chosen,
}: Pick<Match, 'confidence' | 'decidedBy' | 'chosen'>): string {
  if (decidedBy === 'listener') return chosen ? 'You said so' : 'You said no';
  if (confidence >= 0.9) return 'Sure';
  if (confidence >= 0.8) return 'Likely';
  return confidence >= 0.6 ? 'Perhaps' : 'Hardly';
}

/** "5:09"; null where it is not known. */
export function formatLength(seconds: number | null): string | null {
  if (seconds === null) return null;
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** What was just decided, for the toast. */
export function describeDecided(decisions: readonly Decision[], reader: Reader): string {
  const [first] = decisions;
  if (first === undefined) return 'Nothing was decided.';
  const verdicts = new Set(decisions.map(({ verdict }) => verdict));
  const count =
    decisions.length === 1 ? '' : `${plural(decisions.length, 'match', reader).replace(/matchs$/, 'matches')} `;
  const said = verdicts.size > 1 ? 'settled' : VERDICTS[first.verdict];
  return count === '' ? `${said.charAt(0).toUpperCase()}${said.slice(1)}.` : `${count}${said}.`;
}

const VERDICTS: Readonly<Record<Decision['verdict'], string>> = {
  same: 'confirmed',
  different: 'refused',
  undecided: 'left open again',
};

/** The library in a sentence: how much of what is played can be measured. */
export function summariseLibrary({ files, tracks, tracksWithFile }: Library, reader: Reader): string {
  if (files === 0) return 'No audio files are known yet.';
  return `${formatCount(tracksWithFile, reader)} of ${plural(tracks, 'track', reader)} that you have played have a file among your ${plural(files, 'file', reader)}.`;
}

/** "51 – 100 of 10,432". */
export function describePage(page: number, pageRows: number, total: number, reader: Reader): string {
  const first = (page - 1) * pageRows + 1;
  const last = Math.min(page * pageRows, total);
  return `${formatCount(first, reader)} – ${formatCount(last, reader)} of ${formatCount(total, reader)}`;
}
