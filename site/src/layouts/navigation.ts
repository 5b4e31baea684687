import type { IconName } from '../components/Icon.tsx';

export interface Destination {
  path: string;
  name: string;
  /** For a phone's bottom bar, where the name is too long for it. */
  shortName?: string;
  icon: IconName;
  /** One of the few that a phone's bottom bar has room for. */
  onPhone: boolean;
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
      { path: '/', name: 'Overview', icon: 'overview', onPhone: true },
      { path: '/trajectory', name: 'Trajectory', icon: 'trajectory', onPhone: true },
      { path: '/radar', name: 'Radar', icon: 'radar', onPhone: true },
    ],
  },
  {
    name: 'Your music',
    destinations: [
      { path: '/connect', name: 'Add music', icon: 'connect', onPhone: true },
      { path: '/jobs', name: 'Work in progress', shortName: 'Work', icon: 'jobs', onPhone: true },
    ],
  },
];

/** Whether a page belongs to a destination: itself or below it; the overview only itself. */
export function isCurrent(destination: Destination, pathname: string): boolean {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  return destination.path === '/' ? path === '/' : path === destination.path || path.startsWith(`${destination.path}/`);
}
