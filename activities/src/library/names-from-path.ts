/** Names as tags give them: undefined where they do not say. */
export interface NamesInTags {
  title: string | undefined;
  artist: string | undefined;
}

/**
 * What a file without tags is called: "Artist - Title.mp3", "03 - Artist - Title.mp3", "Artist/Album/03 Title.mp3",
 * "Artist - Album - 03 - Title.mp3", "1-03 Title.mp3" (disc and number). Tags win where they are; without an artist in tags or name there is none, because a folder's name alone may be anything.
 */
export function namesFromPath(
  relativePath: string,
  tags: NamesInTags,
): { title: string | null; artist: string | null } {
  const folders = relativePath.split('/');
  const base = (folders.pop() ?? '')
    .replace(/\.[^.]+$/, '')
    .replaceAll('_', ' ')
    .trim();
  const [first = '', ...others] = base
    .split(/\s+[-–—]\s+/)
    .filter((part, index) => index > 0 || !TRACK_NUMBER.test(part));
  const hasArtist = others.length > 0;
  const behindNumber = others.findIndex((part) => TRACK_NUMBER.test(part)) + 1;
  const title = hasArtist ? others.slice(behindNumber).join(' - ') : first.replace(LEADING_NUMBER, '');
  const artist = hasArtist ? first : folders.at(-2);
  return { title: tags.title ?? (title || null), artist: tags.artist ?? artist ?? null };
}

const TRACK_NUMBER = /^\d{1,3}\.?$/;
// A number that is padded is one even before another: "02 99 Problems".
const LEADING_NUMBER = /^(?:\d{1,2}-)?(?:0\d{1,2}[.\s]\s*|\d{1,3}[.\s]\s*(?=\D))/;
