import { tagKey } from '../axes/tag-spellings.ts';

/** Whether a tag (as `tagKey` gives it) is about the listener or their collection, not about the music. */
export function isNoiseTag(key: string): boolean {
  return key.length < 2 || NOISE.has(key) || PATTERNS.some((pattern) => pattern.test(key));
}

// prettier-ignore
const NOISE: ReadonlySet<string> = new Set(
  [
    'seen live', 'favorite', 'favorites', 'favourite', 'favourites', 'favorite songs', 'favourite songs', 'favorite song',
    'favorite tracks', 'favourite tracks', 'favorite artists', 'favourite artists', 'my favorite', 'my music', 'love it',
    'loved', 'i love', 'loved tracks', 'love at first listen', 'awesome', 'amazing', 'best', 'best songs', 'best song ever',
    'good', 'great', 'great song', 'great songs', 'cool', 'nice', 'epic win', 'perfect', 'brilliant', 'genius', 'gold',
    'albums i own', 'owned', 'own on cd', 'own it', 'cd', 'vinyl', 'mp3', 'spotify', 'youtube', 'check out', 'to listen',
    'heard on pandora', 'radio', 'my gang 09', 'under 2000 listeners', 'all', 'other', 'various', 'various artists', 'misc',
    'unknown', 'music', 'songs', 'track', 'single', 'album', 'artist', 'band', 'overrated', 'underrated', 'guilty pleasure',
    'guilty pleasures', 'wtf', 'lol', 'fixme', 'delete', 'test', 'fip', 'playlist', 'itunes', 'streamable', 'seen in concert',
  ].map(tagKey),
);

/** Years, ratings and "songs I …" of every kind. */
const PATTERNS: readonly RegExp[] = [/^\d+$/u, /^\d+(?: of \d+)? stars?$/u, /\b(?:i|my|me)\b/u, /^[^\p{L}]+$/u];
