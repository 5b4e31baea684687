/** Where tags come from, and what helps where there are none: for who reads it on a page. */
export const MORE_TAGS =
  'Tags come from ListenBrainz for tracks that MusicBrainz knows, and from Last.fm where a key for it is set (SIDETRACK_LASTFM_API_KEY). Or add a folder with your audio files under Library: they are measured.';
