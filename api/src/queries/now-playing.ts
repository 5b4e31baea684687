import type { Sql } from '@sidetrack/prisma';
import type { PushedListen } from '../scrobbling/pushed-listen.ts';

/** What a source says is playing. */
export interface NowPlaying {
  readonly source: string;
  readonly artistName: string;
  readonly trackName: string;
  readonly releaseName: string | null;
  readonly durationMs: number | null;
  /** What was pushed; null where a service was asked instead. */
  readonly listen: PushedListen | null;
  readonly since: Date;
  /** When it has ended at the latest, as far as can be told. */
  readonly until: Date;
}

/** Takes over what a source says now, and where `relay` says so for passing on. The same track said again began when it was said first. */
export async function saveNowPlaying(
  tx: Sql,
  userId: string,
  { relay, ...playing }: NowPlaying & { relay: boolean },
): Promise<void> {
  const { source, artistName, trackName, releaseName, durationMs, listen, since, until } = playing;
  const track = [artistName, trackName, releaseName, durationMs];
  await tx.query(SAVE, [userId, source, ...track, JSON.stringify(listen), relay, since, until]);
}

/** What plays at a moment, the newest word first. */
export function readNowPlaying(tx: Sql, userId: string, now: Date): Promise<NowPlaying[]> {
  return tx.query<NowPlaying>(READ, [userId, now]);
}

const SAME = `
  n.artist_name = excluded.artist_name AND n.track_name = excluded.track_name AND n.until > excluded.since`;

const SAVE = `
  INSERT INTO now_playing AS n (user_id, source, artist_name, track_name, release_name, duration_ms, listen, relay, since, until)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (user_id, source) DO UPDATE SET
    artist_name = excluded.artist_name, track_name = excluded.track_name, release_name = excluded.release_name,
    duration_ms = excluded.duration_ms, listen = excluded.listen, relay = excluded.relay,
    since = CASE WHEN ${SAME} THEN n.since ELSE excluded.since END, until = excluded.until`;

const READ = `
  SELECT source, artist_name AS "artistName", track_name AS "trackName", release_name AS "releaseName",
    duration_ms AS "durationMs", listen, since, until
  FROM now_playing WHERE user_id = $1 AND until > $2 ORDER BY since DESC, source`;
