import type { NowPlaying } from '../queries/now-playing.ts';
import type { PushedListen } from './pushed-listen.ts';

/** A track of unknown length is taken to play for so long, as by ListenBrainz. */
const USUAL_MS = 600_000;

/** What plays from now on, and until when that can be believed: as long as the track lasts. */
export function nowPlayingOf(listen: PushedListen, now: Date): NowPlaying {
  const {
    artist_name: artistName,
    track_name: trackName,
    release_name: releaseName,
    additional_info: info,
  } = listen.track_metadata;
  const durationMs = durationOf(info ?? {});
  return {
    source: 'push',
    artistName,
    trackName,
    releaseName: releaseName ?? null,
    durationMs,
    listen,
    since: now,
    until: new Date(now.getTime() + (durationMs ?? USUAL_MS)),
  };
}

function durationOf({ duration, duration_ms: ms }: Readonly<Record<string, unknown>>): number | null {
  if (typeof ms === 'number') return Math.max(1, Math.round(ms));
  return typeof duration === 'number' ? Math.max(1, Math.round(duration * 1000)) : null;
}
