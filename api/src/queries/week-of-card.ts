import type { Sql } from '@sidetrack/prisma';
import type { Week } from './weeks.ts';

export interface WeekOfCard extends Pick<Week, 'listens' | 'scoreCoverage' | 'axes' | 'topTracks'> {
  readonly topArtists: readonly { readonly artist: string; readonly plays: number }[];
}

/** One week of a listener with what is played most in it; undefined where it has no listens. */
export async function readWeekOfCard(tx: Sql, userId: string, weekStart: string): Promise<WeekOfCard | undefined> {
  const [row] = await tx.query<WeekOfCard>(WEEK, [userId, weekStart]);
  return row;
}

const WEEK = `
  SELECT listens, score_coverage AS "scoreCoverage", axes, top_tracks AS "topTracks", top_artists AS "topArtists"
  FROM weeks WHERE user_id = $1 AND week_start = $2 AND listens > 0`;
