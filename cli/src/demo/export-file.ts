import { trackKey } from '@sidetrack/analysis';
import type { DemoListen } from './history.ts';

/** A line of a ListenBrainz export (`listens/<year>/<month>.jsonl`) for each listen. */
export function* exportLines(listens: Iterable<DemoListen>): Generator<string> {
  for (const { listenedAt, track } of listens) {
    yield JSON.stringify({
      inserted_at: listenedAt + Math.ceil(track.durationSeconds),
      listened_at: listenedAt,
      recording_msid: trackKey(track.artist, track.title, track.release),
      user_name: 'demo',
      track_metadata: {
        artist_name: track.artist,
        track_name: track.title,
        release_name: track.release,
        additional_info: { duration_ms: track.durationSeconds * 1000, submission_client: 'SideTrack demo' },
        mbid_mapping: null,
      },
    });
  }
}
