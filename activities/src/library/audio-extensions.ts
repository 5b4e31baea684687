/** File names that are taken for audio; what is inside decides whether they are. */
const EXTENSIONS = new Set([
  'mp3',
  'flac',
  'ogg',
  'oga',
  'opus',
  'm4a',
  'mp4',
  'm4b',
  'aac',
  'wav',
  'wave',
  'aif',
  'aiff',
  'wma',
  'ape',
  'wv',
  'mka',
]);

export function looksLikeAudio(fileName: string): boolean {
  return EXTENSIONS.has(fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase());
}
