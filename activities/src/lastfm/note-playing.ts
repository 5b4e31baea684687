import { inTransaction } from '../connections/pull-run.ts';
import type { PlayingTrack } from './parse-track.ts';
import type { Pull } from './pull.ts';

/** Last.fm tells no track's length: what it says is believed for so long, as by ListenBrainz, or until it says otherwise. */
const BELIEVED_MS = 600_000;

/** Keeps what Last.fm says is playing, or that nothing is. The same track told again began when it was told first. */
export async function notePlaying(pull: Pull, playing: PlayingTrack | null): Promise<void> {
  const { userId, service } = pull.connection;
  const now = pull.deps.clock();
  await inTransaction(pull, async (tx) => {
    if (playing === null) {
      await tx.query('DELETE FROM now_playing WHERE user_id = $1 AND source = $2', [userId, service]);
      return;
    }
    const { artistName, trackName, releaseName } = playing;
    const until = new Date(now.getTime() + BELIEVED_MS);
    await tx.query(KEEP, [userId, service, artistName, trackName, releaseName, now, until]);
  });
}

const KEEP = `
  INSERT INTO now_playing AS n (user_id, source, artist_name, track_name, release_name, since, until)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (user_id, source) DO UPDATE SET
    artist_name = excluded.artist_name, track_name = excluded.track_name, release_name = excluded.release_name, until = excluded.until,
    since = CASE WHEN n.artist_name = excluded.artist_name AND n.track_name = excluded.track_name THEN n.since ELSE excluded.since END`;
