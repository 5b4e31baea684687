import type { Deps } from '../deps.ts';
import { readListenBounds, readToldListens } from '../queries/told-listens.ts';
import type { ToldListen } from '../queries/told-listens.ts';
import { ownName } from './of-own-name.ts';
import { Refusal } from './refusal.ts';
import type { PushCall } from './routes.ts';

const USUAL_COUNT = 25;
const LARGEST_COUNT = 1000;
/** Further than this PostgreSQL has no years. */
const FARTHEST_TS = 200_000_000_000;

/**
 * `GET /1/user/{user}/listens`: both bounds exclusive, newest first; with `min_ts` the oldest after it are picked. The timestamps
 * beside the page are of the whole history, 0 where there is none.
 */
export async function listensOf(call: PushCall, { db }: Deps): Promise<object> {
  const name = ownName(call);
  const { userId } = call.caller;
  const count = wholeNumber(call, 'count') ?? USUAL_COUNT;
  const [minTs, maxTs] = [wholeNumber(call, 'min_ts'), wholeNumber(call, 'max_ts')];
  if (count < 0) throw new Refusal(400, "'count' should be a non-negative integer");
  if (minTs !== null && maxTs !== null && maxTs <= minTs)
    throw new Refusal(400, 'max_ts should be greater than min_ts');
  const page = { count: Math.min(count, LARGEST_COUNT), minTs, maxTs };
  const { listens, bounds } = await db.asUser(userId, async (tx) => ({
    listens: await readToldListens(tx, userId, page),
    bounds: await readListenBounds(tx, userId),
  }));
  return {
    payload: {
      count: listens.length,
      user_id: name,
      listens: listens.map((listen) => told(listen, name)),
      latest_listen_ts: bounds.latestTs,
      oldest_listen_ts: bounds.oldestTs,
    },
  };
}

function wholeNumber({ request }: PushCall, key: string): number | null {
  const given = request.query[key];
  if (given === undefined || given === '') return null;
  if (typeof given !== 'string' || !/^[+-]?\d{1,20}$/.test(given))
    throw new Refusal(400, `Invalid ${key} argument: ${JSON.stringify(given)}`);
  return Math.min(FARTHEST_TS, Math.max(-FARTHEST_TS, Number(given)));
}

function told(listen: ToldListen, name: string): object {
  const { insertedTs, listenedTs, trackKey, artistName, trackName, releaseName, durationMs, mapping } = listen;
  return {
    inserted_at: insertedTs,
    listened_at: listenedTs,
    recording_msid: trackKey,
    user_name: name,
    track_metadata: {
      artist_name: artistName,
      track_name: trackName,
      ...(releaseName !== null && { release_name: releaseName }),
      additional_info: { recording_msid: trackKey, ...(durationMs !== null && { duration_ms: durationMs }) },
      ...(mapping !== null && { mbid_mapping: mappingOf(mapping) }),
    },
  };
}

function mappingOf({ recordingMbid, recordingName, releaseMbid, artists }: NonNullable<ToldListen['mapping']>): object {
  return {
    recording_mbid: recordingMbid,
    recording_name: recordingName,
    ...(releaseMbid !== null && { release_mbid: releaseMbid }),
    artist_mbids: artists.map(({ mbid }) => mbid),
    artists: artists.map(({ mbid, name, joinPhrase }) => ({
      artist_mbid: mbid,
      artist_credit_name: name,
      join_phrase: joinPhrase,
    })),
  };
}
