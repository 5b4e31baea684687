import type { Deps } from '../deps.ts';
import { readNowPlaying } from '../queries/now-playing.ts';
import type { NowPlaying } from '../queries/now-playing.ts';
import { ownName } from './of-own-name.ts';
import type { PushCall } from './routes.ts';

/** `GET /1/user/{user}/playing-now`: what plays, from whichever source it is known. */
export async function playingNow(call: PushCall, { db, now }: Deps): Promise<object> {
  const name = ownName(call);
  const { userId } = call.caller;
  const [latest] = await db.asUser(userId, (tx) => readNowPlaying(tx, userId, now()));
  const listens = latest === undefined ? [] : [{ playing_now: true, track_metadata: metadataOf(latest) }];
  return { payload: { count: listens.length, user_id: name, playing_now: true, listens } };
}

function metadataOf({ listen, artistName, trackName, releaseName, durationMs }: NowPlaying): object {
  return (
    listen?.track_metadata ?? {
      artist_name: artistName,
      track_name: trackName,
      ...(releaseName !== null && { release_name: releaseName }),
      ...(durationMs !== null && { additional_info: { duration_ms: durationMs } }),
    }
  );
}
