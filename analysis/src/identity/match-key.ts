import { foldText } from './fold-text.ts';

/**
 * What a listen or a file without an MBID is recognised by: `artist|title`, both folded (see foldText), without guests
 * ("feat. …") and without remarks that do not make it another recording (remaster, explicit). Leading articles and the
 * words that do make it another recording (live, remix, edit) stay.
 */
export function matchKey(artistCredit: string, title: string): string {
  return `${artistKey(artistCredit)}|${foldText(unlessEmpty(withoutRemarks(withoutGuests(title)), title))}`;
}

/** An artist's name as it stands in a matchKey: folded, without guests. */
export function artistKey(artistCredit: string): string {
  return foldText(unlessEmpty(withoutGuests(artistCredit), artistCredit));
}

function withoutGuests(text: string): string {
  return text.replace(BRACKETED_GUESTS, ' ').replace(TRAILING_GUESTS, ' ');
}

function withoutRemarks(title: string): string {
  return title.replace(BRACKETED_REMARK, ' ').replace(TRAILING_REMARK, '');
}

function unlessEmpty(text: string, fallback: string): string {
  return text.trim() === '' ? fallback : text;
}

const BRACKETED_GUESTS = /[([{]\s*(?:feat(?:uring)?|ft|with)\b\.?\s[^)\]}]*[)\]}]/giu;
// Up to the next bracket, which may hold the version. Not after a number: "50 ft. Queenie" is a height.
const TRAILING_GUESTS = /(?<=\S)(?<!\d)\s(?:feat(?:uring)?|ft)\b\.?\s[^([{]*/giu;
const REMARK = String.raw`(?:(?:19|20)\d\d\s+)?(?:digital(?:ly)?\s+)?remaster(?:ed)?(?:\s+version)?(?:\s+(?:in\s+)?(?:19|20)\d\d)?(?:\s+version)?|explicit(?:\s+version)?`;
const BRACKETED_REMARK = new RegExp(String.raw`[([{]\s*(?:${REMARK})\s*[)\]}]`, 'giu');
const TRAILING_REMARK = new RegExp(String.raw`\s[-–—]\s+(?:${REMARK})\s*$`, 'iu');
