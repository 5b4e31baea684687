import { warnOfBroken } from '../connections/pull-run.ts';
import type { PullRun } from '../connections/pull-run.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import type { Lastfm } from './client.ts';
import type { PlayingTrack } from './parse-track.ts';
import { parsePlaying, parseTrack, playedTsOf } from './parse-track.ts';

/** The service gives no more a page. */
const LARGEST_PAGE = 200;

export interface Pull extends PullRun {
  readonly lastfm: Lastfm;
}

export interface TakenPage {
  readonly rows: readonly ListenRow[];
  readonly playing: PlayingTrack | null;
  /** Of the page, broken ones too, in seconds; null where it is empty. */
  readonly newestTs: number | null;
  readonly oldestTs: number | null;
  readonly totalPages: number;
  readonly total: number;
}

export interface Asked {
  readonly page: number;
  readonly fromTs?: number;
  readonly toTs?: number;
}

/** Reads one page and checks its listens. */
export async function askPage(pull: Pull, { page, fromTs, toTs }: Asked): Promise<TakenPage> {
  const { lastfm, connection, context, limits, done } = pull;
  const answer = await lastfm.recentTracks({
    user: connection.externalName,
    sessionKey: connection.token,
    page,
    limit: pageSizeOf(limits.pageSize),
    ...(fromTs !== undefined && { from: fromTs }),
    ...(toTs !== undefined && { to: toTs }),
    signal: context.signal,
  });
  done.pages += 1;
  const parsed = answer.tracks.map(parseTrack);
  warnOfBroken(
    pull,
    parsed.flatMap((track) => ('problem' in track ? [track.problem] : [])),
  );
  const times = answer.tracks.map(playedTsOf).filter((time) => time !== null);
  return {
    rows: parsed.flatMap((track) => ('row' in track ? [track.row] : [])),
    playing: answer.playing === null ? null : parsePlaying(answer.playing),
    newestTs: times.length === 0 ? null : Math.max(...times),
    oldestTs: times.length === 0 ? null : Math.min(...times),
    totalPages: answer.totalPages,
    total: answer.total,
  };
}

export const pageSizeOf = (wanted: number): number => Math.min(LARGEST_PAGE, wanted);
