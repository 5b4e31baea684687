import { warnOfBroken } from '../connections/pull-run.ts';
import type { PullRun } from '../connections/pull-run.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import type { ListenBrainz, ListensPage } from './client.ts';
import { listenedAtOf, parseListen } from './parse-listen.ts';

/** The service clamps `count` to this. */
export const LARGEST_PAGE = 1000;

export interface Pull extends PullRun {
  readonly listenbrainz: ListenBrainz;
}

export interface TakenPage {
  readonly rows: readonly ListenRow[];
  /** How many the service sent, broken ones too. */
  readonly size: number;
  /** Of the page, in seconds; null where it is empty. */
  readonly newestTs: number | null;
  readonly oldestTs: number | null;
  readonly latestTs: number | null;
  readonly earliestTs: number | null;
}

export interface Asked {
  readonly count: number;
  readonly minTs?: number;
  readonly maxTs?: number;
}

/** Reads one page and checks its listens. */
export async function askPage(pull: Pull, asked: Asked): Promise<TakenPage> {
  const { listenbrainz, connection, context, done } = pull;
  const page = await listenbrainz.listens({
    user: connection.externalName,
    token: connection.token,
    signal: context.signal,
    ...asked,
  });
  done.pages += 1;
  const parsed = page.listens.map(parseListen);
  warnOfBroken(
    pull,
    parsed.flatMap((listen) => ('problem' in listen ? [listen.problem] : [])),
  );
  return {
    ...boundsOf(page),
    rows: parsed.flatMap((listen) => ('row' in listen ? [listen.row] : [])),
    size: page.listens.length,
  };
}

function boundsOf({ listens, latestTs, oldestTs }: ListensPage): Omit<TakenPage, 'rows' | 'size'> {
  const times = listens.map(listenedAtOf).filter((time) => time !== null);
  const bounds =
    times.length === 0
      ? { newestTs: null, oldestTs: null }
      : { newestTs: Math.max(...times), oldestTs: Math.min(...times) };
  return { ...bounds, latestTs, earliestTs: oldestTs };
}
