import { foldText } from './fold-text.ts';

/**
 * How a text sounds, roughly, in Latin consonants and vowels, so that the romanisations in use (ISO 9, BGN, scholarly, as
 * people type) of one word meet: "Звезда по имени Солнце", "Zvezda po imeni Solntse" and "Zvyezda po imyeni Solnce" give the
 * same. For Cyrillic, Greek, kana and Hangul; null for a text with letters of another script, or without letters.
 * It is no romanisation to show.
 */
export function soundOf(text: string): string | null {
  const latin = toLatin(text.normalize('NFKC').toLowerCase());
  if (latin === null || !/[a-z]/u.test(latin)) return null;
  let sound = foldText(latin).replaceAll(' ', '');
  for (const [pattern, sounded] of MERGED) sound = sound.replace(pattern, sounded);
  return sound;
}

/** Whether a text has letters other than Latin ones. */
export function hasOtherScript(text: string): boolean {
  return /(?!\p{Script=Latin})\p{L}/u.test(text);
}

function toLatin(text: string): string | null {
  let latin = '';
  const letters = Array.from(hangulToLatin(kanaToLatin(text)).normalize('NFC'));
  for (const [index, letter] of letters.entries()) {
    const known = CYRILLIC[letter] ?? greek(letters, index) ?? letter;
    if (/(?!\p{Script=Latin})\p{L}/u.test(known)) return null;
    latin += known;
  }
  return latin;
}

// What different romanisations write for one sound, the longest first. Applied to both sides, so that it may merge much.
const MERGED: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|tsch|tch/gu, 's'],
  [/zh|dj|dz/gu, 'z'],
  [/kh/gu, 'h'],
  [/sh|ch|ts|tz|cz|c/gu, 's'],
  [/th/gu, 't'],
  [/ph|f|w/gu, 'v'],
  [/ks/gu, 'x'],
  [/mp/gu, 'b'],
  [/nt/gu, 'd'],
  [/ng|gk/gu, 'g'],
  [/ou|oo/gu, 'u'],
  [/q/gu, 'k'],
  [/[yj]/gu, 'i'],
  [/i(?=[aeu])/gu, ''],
  [/lr|rl/gu, 'l'],
  [/(.)\1+/gu, '$1'],
];

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  ђ: 'dj',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  ћ: 'ch',
  џ: 'dz',
  ѓ: 'g',
  ќ: 'k',
  ѕ: 'dz',
};

const GREEK: Readonly<Record<string, string>> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'kh',
  ψ: 'ps',
  ω: 'o',
};

function greek(letters: readonly string[], index: number): string | undefined {
  const bare = (at: number): string => (letters[at] ?? '').normalize('NFD').replace(/\p{M}/gu, '');
  if (bare(index) !== 'υ') return GREEK[bare(index)];
  if (bare(index - 1) === 'ο') return 'u';
  return bare(index - 1) === 'α' || bare(index - 1) === 'ε' ? 'v' : 'y';
}

function kanaToLatin(text: string): string {
  const hiragana = text.replace(/[\u30a1-\u30f6]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
  return hiragana
    .replace(/([\u3041-\u3096])([ゃゅょぁぃぅぇぉ])/gu, (both, first: string, small: string) => {
      const syllable = KANA[first];
      if (syllable === undefined) return both;
      const vowel = SMALL[small]!;
      return (
        syllable.replace(/[aiueo]$/u, '') +
        (/^[ゃゅょ]$/u.test(small) && !/(?:sh|ch|j)i$/u.test(syllable) ? `y${vowel}` : vowel)
      );
    })
    .replace(/っ(?=.)/gu, '')
    .replace(/ー/gu, '')
    .replace(/[\u3041-\u3096]/gu, (letter) => KANA[letter] ?? letter);
}

const SMALL: Readonly<Record<string, string>> = {
  ゃ: 'a',
  ゅ: 'u',
  ょ: 'o',
  ぁ: 'a',
  ぃ: 'i',
  ぅ: 'u',
  ぇ: 'e',
  ぉ: 'o',
};

const KANA: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['あいうえお', 'a i u e o'],
    ['かきくけこ', 'ka ki ku ke ko'],
    ['がぎぐげご', 'ga gi gu ge go'],
    ['さしすせそ', 'sa shi su se so'],
    ['ざじずぜぞ', 'za ji zu ze zo'],
    ['たちつてと', 'ta chi tsu te to'],
    ['だぢづでど', 'da ji zu de do'],
    ['なにぬねの', 'na ni nu ne no'],
    ['はひふへほ', 'ha hi fu he ho'],
    ['ばびぶべぼ', 'ba bi bu be bo'],
    ['ぱぴぷぺぽ', 'pa pi pu pe po'],
    ['まみむめも', 'ma mi mu me mo'],
    ['やゆよ', 'ya yu yo'],
    ['らりるれろ', 'ra ri ru re ro'],
    ['わをんゔ', 'wa o n vu'],
    ['ぁぃぅぇぉ', 'a i u e o'],
    ['ゃゅょ', 'ya yu yo'],
  ].flatMap(([letters, sounds]) => Array.from(letters!).map((letter, index) => [letter, sounds!.split(' ')[index]!])),
);

const INITIALS = ['g', 'kk', 'n', 'd', 'tt', 'r', 'm', 'b', 'pp', 's', 'ss', '', 'j', 'jj', 'ch', 'k', 't', 'p', 'h'];
const VOWELS = [
  'a',
  'ae',
  'ya',
  'yae',
  'eo',
  'e',
  'yeo',
  'ye',
  'o',
  'wa',
  'wae',
  'oe',
  'yo',
  'u',
  'wo',
  'we',
  'wi',
  'yu',
  'eu',
  'ui',
  'i',
];
const FINALS = [
  '',
  'k',
  'k',
  'k',
  'n',
  'n',
  'n',
  't',
  'l',
  'k',
  'm',
  'l',
  'l',
  'l',
  'p',
  'l',
  'm',
  'p',
  'p',
  't',
  't',
  'ng',
  't',
  't',
  'k',
  't',
  'p',
  't',
];
// A final before a vowel is sounded as the initial of the next syllable.
const LINKED = [
  '',
  'g',
  'kk',
  'gs',
  'n',
  'nj',
  'n',
  'd',
  'r',
  'lg',
  'lm',
  'lb',
  'ls',
  'lt',
  'lp',
  'r',
  'm',
  'b',
  'bs',
  's',
  'ss',
  'ng',
  'j',
  'ch',
  'k',
  't',
  'p',
  '',
];

/** Revised Romanisation of Korean, syllable by syllable, with linking before a vowel. */
function hangulToLatin(text: string): string {
  const letters = Array.from(text);
  return letters
    .map((letter, index) => {
      const code = letter.charCodeAt(0) - 0xac00;
      if (code < 0 || code >= 11_172) return letter;
      const next = (letters[index + 1]?.charCodeAt(0) ?? 0) - 0xac00;
      const vowelFollows = next >= 0 && next < 11_172 && Math.floor(next / 588) === 11;
      const final = code % 28;
      return (
        INITIALS[Math.floor(code / 588)]! +
        VOWELS[Math.floor((code % 588) / 28)]! +
        (vowelFollows ? LINKED : FINALS)[final]!
      );
    })
    .join('');
}
