export interface NamesInTags {
  title: string | null;
  artist: string | null;
}

/**
 * What a file without tags is called: "Artist - Title.mp3", "03 - Artist - Title.mp3", "Artist/Album/03 Title.mp3". Tags
 * win where they are; without an artist in tags or name there is none, because a folder's name alone may be anything.
 */
export function namesFromPath(relativePath: string, tags: NamesInTags): NamesInTags {
  if (filled(tags.title) && filled(tags.artist)) return tags;
  const folders = relativePath.split('/');
  const base = (folders.pop() ?? '')
    .replace(/\.[^.]+$/, '')
    .replaceAll('_', ' ')
    .trim();
  const parts = base.split(/\s+[-–—]\s+/).filter((part, index) => !(index === 0 && /^\d{1,3}\.?$/.test(part)));
  const title = parts.length > 1 ? parts.slice(1).join(' - ') : (parts[0] ?? '').replace(/^\d{1,3}[.\s]\s*(?=\D)/, '');
  const artist = parts.length > 1 ? parts[0] : folders.length >= 2 ? folders.at(-2) : null;
  return {
    title: filled(tags.title) ? tags.title : title || null,
    artist: filled(tags.artist) ? tags.artist : (artist ?? null),
  };
}

const filled = (text: string | null): boolean => text !== null && text.trim() !== '';
