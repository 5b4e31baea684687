import type { IconName } from '../components/Icon.tsx';

export interface Destination {
  path: string;
  name: string;
  icon: IconName;
  /** One of the few that a phone's bottom bar has room for; all are in the sheet beside them. */
  onPhone?: true;
  /** Words under which the command palette finds it besides its name. */
  words?: string;
  /** Pages that belong to it but lie elsewhere. */
  also?: readonly string[];
}

export interface DestinationGroup {
  name: string;
  destinations: readonly Destination[];
}

/** Every page that the shell leads to, in its order. A page is added to the navigation here and nowhere else. */
export const NAVIGATION: readonly DestinationGroup[] = [
  {
    name: 'Your taste',
    destinations: [
      { path: '/', name: 'Overview', icon: 'overview', onPhone: true, words: 'home calendar recent listens' },
      { path: '/trajectory', name: 'Trajectory', icon: 'trajectory', onPhone: true, words: 'map weeks momentum' },
      { path: '/moods', name: 'Moods', icon: 'moods', onPhone: true, words: 'alerts streams changes' },
      { path: '/radar', name: 'Radar', icon: 'radar', words: 'compare weeks axes baseline' },
      { path: '/outliers', name: 'Outliers', icon: 'outliers', words: 'strange far unusual tracks' },
      {
        path: '/mixtapes',
        name: 'Mixtapes',
        icon: 'mixtapes',
        onPhone: true,
        words: 'playlists export',
        also: ['/playlists'],
      },
      { path: '/year', name: 'Year in review', icon: 'year', words: 'share card summary' },
    ],
  },
  {
    name: 'Your music',
    destinations: [
      {
        path: '/search',
        name: 'Search',
        icon: 'search',
        words: 'find tracks artists labels',
        also: ['/tracks', '/artists', '/labels'],
      },
      {
        path: '/imports',
        name: 'Imports',
        icon: 'upload',
        words: 'add music upload connect files',
        also: ['/connect'],
      },
      { path: '/library', name: 'Library', icon: 'library', words: 'folders audio matches unmatched' },
      { path: '/jobs', name: 'Work', icon: 'jobs', words: 'jobs progress running' },
      { path: '/settings', name: 'Settings', icon: 'settings', words: 'options tokens export delete account' },
    ],
  },
];

/** Pages that the palette finds though the navigation has no room for them. */
export const FURTHER_PAGES: readonly Destination[] = [
  { path: '/playlists', name: 'Playlists', icon: 'playlist' },
  { path: '/labels', name: 'Your labels', icon: 'tag', words: 'corrections compare energetic' },
  { path: '/connect', name: 'Add music', icon: 'connect', words: 'listenbrainz lastfm folder' },
];

/** Whether a page belongs to a destination: itself, below it, or below what belongs to it; the overview only itself. */
export function isCurrent(destination: Destination, pathname: string): boolean {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  if (destination.path === '/') return path === '/';
  return [destination.path, ...(destination.also ?? [])].some((each) => path === each || path.startsWith(`${each}/`));
}
