import { foldText } from './fold-text.ts';

/** What the text of an artist credit is recognised by, whoever wrote it: folded, with one spelling of "feat.". */
export function creditKey(artistCredit: string): string {
  return foldText(artistCredit.replace(/\b(?:featuring|feat|ft)\b\.?(?=\s)/giu, 'feat'));
}

/** Whether a text may name several artists. Only such a text is worth asking how MusicBrainz splits it. */
export function mayNameSeveral(artistCredit: string): boolean {
  return /[,;&+/×]|\s(?:and|feat|ft|featuring|with|x|vs|und|et|y|e|presents|meets)\b/iu.test(artistCredit);
}
