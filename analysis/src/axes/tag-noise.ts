import { remembering } from './remember.ts';
import { tagKey } from './tag-spellings.ts';

/**
 * Whether a tag (as `tagKey` gives it) is about the listener, their collection or a service, not about the music: "seen live",
 * years, ratings, "songs I love". Such tags are no evidence, and no words.
 */
export function isNoiseTag(key: string): boolean {
  return key.length < 2 || NOISE.has(key) || PATTERNS.some((pattern) => pattern.test(key));
}

/** Gives what tells whether a tag is one of these names, such as a track's artists, as people write them into tags. */
export function nameTagFinder(names: readonly string[]): (tag: string) => boolean {
  const keys = new Set(names.map((name) => withoutArticle(tagKey(name))));
  return (tag) => keys.has(withoutArticle(tagKey(tag)));
}

const withoutArticle = remembering((key) => key.replace(/^the /u, '').replaceAll(' ', ''));

// prettier-ignore
const NOISE: ReadonlySet<string> = new Set(
  [
    // The listener and what they did
    'seen live', 'seen in concert', 'favorite', 'favorites', 'favourite', 'favourites', 'faves', 'favs', 'fav', 'fave', 'favorite songs',
    'favourite songs', 'favorite song', 'favorite tracks', 'favourite tracks', 'favorite artists', 'favourite artists', 'my favorite',
    'favorite albums', 'favourite albums', 'my music', 'love it', 'loved', 'i love', 'loved tracks', 'love at first listen', 'albums i own',
    'owned', 'own on cd', 'own it', 'wishlist', 'want', 'to buy', 'buy', 'check out', 'check', 'to listen', 'listen', 'listened', 'listened to',
    'need to listen', 'recommended', 'recommendations', 'recommend', 'discover', 'discovered', 'discovery', 'new discoveries', 'bookmark',
    'library', 'collection', 'addictive', 'obsession', 'on repeat', 'repeat', 'nostalgia trip', 'makes me think', 'guilty pleasure',
    'guilty pleasures', 'overplayed', 'skip', 'new', 'old', 'seen', 'concerts', 'festival',
    // Ratings
    'awesome', 'amazing', 'best', 'best songs', 'best song ever', 'best songs ever', 'best ever', 'best of', 'good', 'good music', 'good songs', 'great',
    'great song', 'great songs', 'great lyrics', 'great album', 'cool', 'nice', 'epic win', 'perfect', 'perfection', 'brilliant', 'genius', 'gold', 'masterpiece',
    'classics', 'legend', 'legends', 'legendary', 'excellent', 'fantastic', 'wonderful', 'incredible', 'bad', 'crap', 'shit', 'sucks', 'terrible', 'boring',
    'overrated', 'underrated', 'interesting', 'quality', 'top', 'top 10', 'top 40', 'hit', 'hits', 'chart', 'charts', 'number one', 'essential',
    'essentials', 'not bad', 'so good', 'pure love', 'win', 'fail', 'ok', 'meh', 'wtf', 'lol', 'omg', 'fuck yeah', 'hell yeah',
    // Media, services, catalogues
    'cd', 'cds', 'vinyl', 'lp', 'ep', '7 inch', '12 inch', 'mp3', 'flac', 'cassette', 'digital', 'itunes', 'spotify', 'youtube', 'deezer', 'tidal', 'bandcamp',
    'soundcloud', 'apple music', 'pandora', 'heard on pandora', 'last fm', 'lastfm', 'radio', 'bbc', 'fip', 'kexp', 'streamable', 'free download', 'download',
    'playlist', 'playlists', 'mixtape', 'compilation', 'compilations', 'various', 'various artists', 'va', 'single', 'singles', 'album', 'albums', 'track',
    'tracks', 'song', 'songs', 'music', 'musica', 'musik', 'musique', 'artist', 'artists', 'band', 'bands', 'group', 'groups', 'cover', 'covers', 'cover song', 'bonus track',
    'original', 'version', 'edit', 'demo', 'demos', 'bootleg', 'b side', 'b sides', 'reissue', 'remaster', 'remastered', 'explicit', 'clean', 'label', 'discogs', 'musicbrainz',
    // Nothing at all
    'all', 'other', 'misc', 'miscellaneous', 'unknown', 'none', 'n a', 'null', 'undefined', 'tag', 'tags', 'tagged', 'untagged', 'fixme', 'delete', 'test',
    'todo', 'genre', 'my gang 09', 'under 2000 listeners', 'audio', 'sound', 'sounds', 'stuff', 'things', 'mood', 'style', 'vibe', 'vibes',
    // Names that are made of other tags' words
    'daft punk', 'panic at the disco', 'dead can dance', 'pop will eat itself', 'the pop group', 'pop group', 'a tribe called quest', 'soft machine',
    'deep purple', 'black sabbath', 'acoustic alchemy', 'nouvelle vague', 'men at work', 'quiet riot', 'happy mondays', 'soft cell', 'soul coughing',
    'hot chip', 'dance gavin dance', 'punk goes pop', 'sad lovers and giants', 'love and rockets', 'electric light orchestra', 'yellow magic orchestra',
    'penguin cafe orchestra', 'manic street preachers', 'the jazz butcher', 'mellow mark', 'fun lovin criminals', 'dark tranquillity', 'crystal castles',
  ].map(tagKey),
);

/** Years, ratings, "songs I …", lists and addresses of every kind. */
const PATTERNS: readonly RegExp[] = [
  /^\d+$/u,
  /^(?:19|20)\d\d\b/u,
  /^\d+(?: (?:of|out of|von) \d+)?(?: stars?)?$/u,
  /^(?:rated|rating|stars?) ?\d*$/u,
  /\b(?:i|im|ive|my|mine|me|mein|meine|mi|mis|mon|ma|mes|mio|mia)\b/u,
  /\b(?:favou?rites?|seen live|listeners|spotify|youtube|playlist|itunes|last ?fm|best of (?:19|20)\d\d|albums? of the year|lyrics by|wishlist)\b/u,
  /\b(?:top|best) \d+\b/u,
  /(?:https?|www|\bcom\b)/u,
  /^[^\p{L}]*$/u,
];
