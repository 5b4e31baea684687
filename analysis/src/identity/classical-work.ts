import { foldText } from './fold-text.ts';

/** What a title says of a work that has a catalogue number or is counted in its form. */
export interface ClassicalWork {
  /** `op67`, `bwv988`, `symphony5`, … */
  readonly keys: readonly string[];
  /** The numbers behind those: of the piece in its set, of the movement. */
  readonly numbers: readonly string[];
  /** The words behind those: the tempo, the piece's name. */
  readonly words: readonly string[];
}

/** null for a title that names no such work. */
export function classicalWork(title: string): ClassicalWork | null {
  const text = foldText(title.replace(/[♭]/gu, ' flat ').replace(/[♯]/gu, ' sharp ')).replace(GLUED, '$1 $2');
  const catalogued = [...text.matchAll(CATALOGUES)];
  const formed = [...text.matchAll(FORMS)];
  const keys = [
    ...catalogued.map(([, system, number]) => `${SYSTEMS[system!] ?? system!}${number!}`),
    ...formed.map(([, form, number]) => `${FORM_NAMES[form!] ?? form!}${number!}`),
  ];
  if (keys.length === 0) return null;
  const last = catalogued.length > 0 ? catalogued : formed;
  const end = Math.max(...last.map((match) => match.index + match[0].length));
  const rest = `${text.slice(end)} `
    .replace(/ (?:in|en) [a-g](?: (?:flat|sharp))?(?: (?:major|minor|dur|moll))?(?= )/gu, ' ')
    .split(' ')
    .filter((word) => word !== '' && !SILENT.has(word))
    .map((word) => ROMAN[word] ?? SPELLED[word] ?? word);
  return {
    keys: [...new Set(keys)],
    numbers: rest.filter((word) => /^\d+$/u.test(word)),
    words: rest.filter((word) => !/^\d+$/u.test(word)),
  };
}

/** Whether two titles name the same piece of the same work. Who plays it, they do not say. */
export function isSamePiece(left: ClassicalWork, right: ClassicalWork): boolean {
  if (!left.keys.some((key) => right.keys.includes(key)) || conflict(left.keys, right.keys)) return false;
  const counted = Math.min(left.numbers.length, right.numbers.length);
  if (counted > 0) return left.numbers.slice(0, counted).every((number, index) => number === right.numbers[index]);
  return sameWords(left, right);
}

/** Without numbers to compare: the words of the one that counts nothing are among the other's; where both do not, they are the same. */
function sameWords(left: ClassicalWork, right: ClassicalWork): boolean {
  const [bare, fuller] = left.numbers.length <= right.numbers.length ? [left, right] : [right, left];
  const isWithin = (words: readonly string[], others: readonly string[]): boolean =>
    words.every((word) => others.includes(word));
  // "Gymnopédie No. 1" with and without its tempo: the piece is counted already.
  if (isCounted(bare) && (bare.words.length === 0 || fuller.words.length === 0)) return true;
  if (!isWithin(bare.words, fuller.words)) return false;
  return bare.numbers.length < fuller.numbers.length || isWithin(fuller.words, bare.words);
}

/** A piece of its own by its number, not a work of several movements. */
const isCounted = ({ keys }: ClassicalWork): boolean => keys.some((key) => /^(?:gymnopedie|gnossienne)\d/u.test(key));

/** Two numbers in one catalogue, none of them shared. */
function conflict(left: readonly string[], right: readonly string[]): boolean {
  const system = (key: string): string => key.replace(/\d+$/u, '');
  return left.some(
    (key) => !right.includes(key) && right.some((other) => system(other) === system(key) && !left.includes(other)),
  );
}

/** The composers that a text names, by surname, of those who are played most; folded. */
export function composersIn(text: string): string[] {
  return foldText(text)
    .split(' ')
    .filter((word) => COMPOSERS.has(word));
}

/** Names in a text that tell who plays: without composers, and without the words that many ensembles share. */
export function performersIn(text: string): string[] {
  const words = foldText(text).split(' ');
  const composed = words.some((word) => COMPOSERS.has(word));
  return words.filter(
    (word) => word.length >= 3 && !COMPOSERS.has(word) && !ENSEMBLE.has(word) && !(composed && FIRST_NAMES.has(word)),
  );
}

const GLUED = /(?<![\p{L}\p{N}])(op|no|bwv|rv|kv|k|d|hwv|woo)(\d+)/gu;
const CATALOGUES =
  /(?<![\p{L}\p{N}])(op|opus|bwv|b|k|kv|d|rv|hwv|woo|hob|s|l|wq|buxwv|sz|bb|fp|trv) (\d+)(?![\p{L}\p{N}])/gu;
const SYSTEMS: Readonly<Record<string, string>> = { opus: 'op', kv: 'k' };
const FORMS =
  /(?<![\p{L}\p{N}])(symphony|symphonie|sinfonie|sinfonia|piano concerto|violin concerto|piano sonata|violin sonata|cello suite|suite for cello|string quartet|gymnopedie|gymnopedies|gnossienne|partita|english suite|french suite)(?: for [a-z ]+?)? no (\d+)(?![\p{L}\p{N}])/gu;
const FORM_NAMES: Readonly<Record<string, string>> = {
  symphonie: 'symphony',
  sinfonie: 'symphony',
  sinfonia: 'symphony',
  gymnopedies: 'gymnopedie',
  'suite for cello': 'cello suite',
};
const SILENT = new Set(['no', 'nr', 'variatio', 'variation', 'mvt', 'movement', 'the', 'a', 'clav', 'ovvero']);
const ROMAN: Readonly<Record<string, string>> = Object.fromEntries(
  'i ii iii iv v vi vii viii ix x xi xii'.split(' ').map((word, index) => [word, String(index + 1)]),
);
const SPELLED: Readonly<Record<string, string>> = {
  ciaccona: 'chaconne',
  preludio: 'prelude',
  praludium: 'prelude',
  fuga: 'fugue',
};

const COMPOSERS = new Set(
  (
    'bach beethoven mozart haydn handel haendel vivaldi brahms schubert schumann chopin liszt wagner verdi puccini mahler bruckner dvorak ' +
    'tchaikovsky rachmaninoff rachmaninov shostakovich prokofiev stravinsky debussy ravel satie faure berlioz bizet saens mendelssohn grieg sibelius ' +
    'elgar holst britten purcell monteverdi palestrina telemann scarlatti corelli pergolesi rameau couperin gluck rossini donizetti ' +
    'bartok kodaly janacek smetana ligeti part gorecki penderecki lutoslawski messiaen boulez cage reich glass adams barber copland gershwin ' +
    'scriabin mussorgsky borodin korsakov khachaturian strauss schoenberg berg webern hindemith orff paganini'
  ).split(' '),
);
const FIRST_NAMES = new Set(
  (
    'ludwig van johann sebastian wolfgang amadeus joseph franz george frideric friedrich antonio johannes robert frederic giuseppe giacomo ' +
    'gustav anton antonin pyotr ilyich peter sergei dmitri igor claude maurice erik gabriel hector georges camille felix edvard jean edward ' +
    'gustav benjamin henry claudio georg philipp domenico bela leos gyorgy arvo olivier john philip steve samuel aaron richard arnold alban'
  ).split(' '),
);
const ENSEMBLE = new Set(
  (
    'orchestra orchestre orchester philharmonic philharmoniker philharmonia symphony sinfonie ensemble quartet trio choir chorus chor coro london ' +
    'berlin berliner wiener vienna new york royal academy chamber baroque string the and und city national radio of de la st'
  ).split(' '),
);
