/** Turns text into the numbers of a model's pieces of words, between its marks of beginning and end. */
export type Tokenizer = (text: string) => number[];

/**
 * Byte-level byte-pair encoding as GPT-2 and RoBERTa have it (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units",
 * ACL 2016; Radford et al. 2019): words with the blank before them, as bytes written in printable letters, joined pair by pair in the order
 * in which the pairs were learned. CLAP's text half reads RoBERTa's.
 * @param vocabulary the object of vocab.json: pieces and their numbers
 * @param merges the lines of merges.txt; comments and empty lines are passed over
 * @throws RangeError when the vocabulary lacks RoBERTa's marks
 */
export function bytePairTokenizer(vocabulary: Readonly<Record<string, number>>, merges: readonly string[]): Tokenizer {
  const ranks = new Map(
    merges
      .filter((line) => line.includes(' ') && !line.startsWith('#version'))
      .map((line, rank) => [line.trim(), rank]),
  );
  const numberOf = (piece: string): number => {
    const number = vocabulary[piece] ?? vocabulary['<unk>'];
    if (number === undefined) throw new RangeError(`The vocabulary has no ${piece}.`);
    return number;
  };
  const [begin, end] = [numberOf('<s>'), numberOf('</s>')];
  return (text) => {
    const words = text.match(WORDS) ?? [];
    const pieces = words.flatMap((word) => joined([...new TextEncoder().encode(word)].map(letterOf), ranks));
    return [begin, ...pieces.map(numberOf), end];
  };
}

/** GPT-2's division into words. */
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** Bytes that are printable letters in Latin-1 stand for themselves, the others for letters from 256 on. */
const LETTERS = bytesAsLetters();
const letterOf = (byte: number): string => LETTERS[byte]!;

function bytesAsLetters(): string[] {
  const isPlain = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPlain(byte) ? byte : next++));
}

function joined(letters: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  let parts = [...letters];
  for (;;) {
    const pairs = parts.slice(1).map((right, i) => ranks.get(`${parts[i]!} ${right}`) ?? Infinity);
    const best = Math.min(...pairs);
    if (!Number.isFinite(best)) return parts;
    const next: string[] = [];
    for (let i = 0; i < parts.length; i++) {
      const joins = pairs[i] === best;
      next.push(joins ? parts[i]! + parts[i + 1]! : parts[i]!);
      if (joins) i++;
    }
    parts = next;
  }
}
