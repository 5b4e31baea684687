export type { AxisMeaning } from './axis-words.ts';
export { knownTracks, type SearchLibrary, type SearchScores, type SearchTrack, type TagPosting } from './library.ts';
export { findArtists, foldArtists, type FoldedArtist, type SearchArtist } from './match-artists.ts';
export { foldNames, type Names } from './match-names.ts';
export { readQuery, type LibraryWords, type SearchQuery, type SearchTerm } from './query.ts';
export { searchTracks, type SearchHit, type SearchResult } from './search-tracks.ts';
export type { Searched, SearchEvidence } from './term-strength.ts';
