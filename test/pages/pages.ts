import type { TestApi } from '@sidetrack/test';
import { knownArtist, measuredTrack, trackWithoutFile } from './support/find-track.ts';

/** A page of the dashboard, as these tests visit it. */
export interface PageEntry {
  /** Names its pictures. */
  readonly name: string;
  /** Where it is; of a page about one thing: found by asking, null where this listener has none. */
  readonly path: string | ((ask: TestApi['ask']) => Promise<string | null>);
  /** What the browser draws once it is whole, beyond what the server sends: charts in their frames. */
  readonly drawn?: string;
}

/** Nothing is on its way any more. */
const ALL_THERE = 'main:not(:has(.skeleton))';

/** The points are painted, and the week's tracks have come; or there is nothing to draw. */
const MAP_THERE = 'main:not(:has(.skeleton)):has(canvas[data-points], .border-dashed)';
const RADAR_THERE = 'main svg[role=img], main .border-dashed';

/** Every page that a listener can reach. A new page is added here and nowhere else. */
export const PAGES: readonly PageEntry[] = [
  { name: 'overview', path: '/' },
  { name: 'trajectory', path: '/trajectory', drawn: MAP_THERE },
  { name: 'trajectory-valence', path: '/trajectory?axis=valence&window=52w&extent=map', drawn: MAP_THERE },
  { name: 'moods', path: '/moods', drawn: '[role=slider], main .border-dashed' },
  { name: 'radar', path: '/radar', drawn: RADAR_THERE },
  { name: 'radar-compared', path: '/radar?week=2026-W45&compare=2026-W40', drawn: RADAR_THERE },
  { name: 'outliers', path: '/outliers', drawn: 'main svg[role=img], main .border-dashed' },
  { name: 'mixtapes', path: '/mixtapes' },
  {
    name: 'playlists',
    path: async (ask) => {
      await playlistOf(ask);
      return '/playlists';
    },
  },
  { name: 'playlist', path: playlistOf },
  { name: 'track', path: async (ask) => pathOf('/tracks/', await measuredTrack(ask)), drawn: ALL_THERE },
  { name: 'track-by-tags', path: async (ask) => pathOf('/tracks/', await trackWithoutFile(ask)), drawn: ALL_THERE },
  { name: 'artist', path: async (ask) => pathOf('/artists/', await knownArtist(ask)) },
  { name: 'search', path: '/search' },
  { name: 'search-found', path: '/search?q=calm%20not%20piano' },
  { name: 'labels', path: '/labels' },
  { name: 'year', path: '/year' },
  { name: 'share', path: '/share' },
  { name: 'connect', path: '/connect' },
  { name: 'jobs', path: '/jobs' },
  { name: 'imports', path: '/imports' },
  { name: 'library', path: '/library' },
  { name: 'library-tracks', path: '/library?show=tracks' },
  { name: 'settings', path: '/settings' },
];

function pathOf(folder: string, id: string | null): string | null {
  return id === null ? null : folder + id;
}

/** A playlist of the mixtape of one week, made where there is none; null where nothing was heard. */
async function playlistOf(ask: TestApi['ask']): Promise<string | null> {
  const { playlists } = (await ask('/api/v1/playlists')).json as { playlists: { id: string }[] };
  if (playlists[0] !== undefined) return `/playlists/${playlists[0].id}`;
  const mixtape = { week: '2026-W46', space: 'tag', seed: 1, minutes: 75 };
  const { status, json } = await ask('/api/v1/playlists', { method: 'POST', body: { name: 'Evening', mixtape } });
  return status === 201 ? `/playlists/${(json as { id: string }).id}` : null;
}
