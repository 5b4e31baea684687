/**
 * Text as two sources that mean the same would both write it: NFKC, case folded, Latin, Greek and Cyrillic diacritics
 * removed, "&" and "+" spelled out, apostrophes dropped, other punctuation turned into single spaces.
 * Text of punctuation alone ("!!!") is kept as it is, so that it never becomes empty; the answer never holds a "|".
 */
export function foldText(text: string): string {
  const lower = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/gu, (letter) => LETTERS[letter] ?? letter);
  const plain = lower.normalize('NFD').replace(COMBINING_MARKS, '').normalize('NFC');
  const words = plain
    .replace(/(?<=\S)\s[&+]\s(?=\S)/gu, ' and ')
    .replace(/['’‘ʼ`´]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return words === '' ? plain.replace(/\s+/gu, ' ').replaceAll('|', '/').trim() : words;
}

// Only the general block: marks of Indic scripts and Japanese voicing marks tell words apart.
const COMBINING_MARKS = /[\u0300-\u036f]/gu;

// Letters that Unicode does not decompose, as they are usually typed without them.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
