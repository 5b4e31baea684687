import { foldText } from './fold-text.ts';

/** What makes a version of a song another recording than the one whose title it shares. */
export type VersionGuard =
  'acoustic' | 'cover' | 'demo' | 'edit' | 'extended' | 'instrumental' | 'live' | 'remix' | 'speed';

/**
 * The guards that a title carries, sorted. Two titles may be the same recording only when these are equal. Words count
 * only where a version is named, in brackets or after a spaced dash, so that "Live Forever" is not a concert.
 */
export function versionGuards(title: string): VersionGuard[] {
  const remarks = [...title.matchAll(/[([{]([^)\]}]*)[)\]}]|\s[-–—]\s+([^([{]*)/gu)].map((match) =>
    foldText(match[1] ?? match[2] ?? ''),
  );
  const whole = foldText(title);
  return GUARDS.filter(
    ([, inRemark, anywhere]) => remarks.some((remark) => inRemark.test(remark)) || anywhere?.test(whole),
  ).map(([guard]) => guard);
}

const GUARDS: readonly (readonly [VersionGuard, RegExp, RegExp?])[] = [
  ['acoustic', /\b(?:acoustic|unplugged|piano version|akustik)\b/u],
  ['cover', /\b(?:cover|karaoke|tribute)\b/u, /\bkaraoke\b/u],
  ['demo', /\bdemo\b/u],
  ['edit', /\b(?:edit|radio version|single version|clean)\b/u, /\bradio edit\b/u],
  ['extended', /\bextended\b/u],
  ['instrumental', /\binstrumental\b/u],
  ['live', /\b(?:live|en vivo|ao vivo|in concert|en concert|session|sessions|unplugged)\b/u],
  ['remix', /\b(?:remix|remixed|rmx|rework|vip|bootleg|mashup|dub|(?<!original )mix)\b/u, /\b(?:remix|rmx)$/u],
  ['speed', /\b(?:sped up|slowed|nightcore)\b/u],
];
