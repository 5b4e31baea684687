const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const SHIFT_JIS = new TextDecoder('shift_jis', { fatal: true });
const WINDOWS_1251 = new TextDecoder('windows-1251');
const WINDOWS_1252 = new TextDecoder('windows-1252');

/**
 * Text that a tag calls Latin-1 and that is something else: UTF-8, Shift-JIS, Windows-1251 or Windows-1252, told by what Latin-1 text has
 * not: valid UTF-8, the control characters from 80 to 9F, words of accented letters alone. Any other text is left as it is.
 */
export function mendText(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  const utf8 = decode(UTF_8, bytes);
  if (utf8 !== undefined) return utf8;
  if (/[\x80-\x9f]/.test(text)) {
    const japanese = decode(SHIFT_JIS, bytes);
    return japanese !== undefined && isJapanese(japanese) ? japanese : WINDOWS_1252.decode(bytes);
  }
  return isCyrillic(text) ? WINDOWS_1251.decode(bytes) : text;
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A typographic apostrophe and the letter behind it make a character too; a name in Japanese has more of them than of ours. */
function isJapanese(text: string): boolean {
  const own = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  return own >= 2 && own > (text.match(/[a-z]/gi)?.length ?? 0);
}

function isCyrillic(text: string): boolean {
  const accented = text.match(/[\xc0-\xff]/g)?.length ?? 0;
  return accented >= 4 && accented > 2 * (text.match(/[a-z]/gi)?.length ?? 0);
}
