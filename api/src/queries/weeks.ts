import type { Sql } from '@sidetrack/prisma';
import type { AxisName, AxisSummaryShape } from '../contract/primitives.ts';

export interface TopTrack {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  readonly plays: number;
}

export interface Week {
  /** Monday as YYYY-MM-DD. */
  readonly weekStart: string;
  readonly listens: number;
  readonly effectiveArtists: number;
  /** Shares of the week's plays with measured audio, and with scores. */
  readonly audioCoverage: number;
  readonly scoreCoverage: number;
  readonly axes: Readonly<Partial<Record<AxisName, AxisSummaryShape | null>>>;
  readonly topTracks: readonly TopTrack[];
}

/** All weeks that have been worked out, oldest first. Weeks without listens have no row. */
export function readWeeks(tx: Sql, userId: string): Promise<Week[]> {
  return tx.query<Week>(WEEKS, [userId]);
}

const WEEKS = `
  SELECT week_start AS "weekStart", listens, effective_artists AS "effectiveArtists", audio_coverage AS "audioCoverage",
         score_coverage AS "scoreCoverage", axes, top_tracks AS "topTracks"
  FROM weeks WHERE user_id = $1 AND listens > 0 ORDER BY week_start`;
