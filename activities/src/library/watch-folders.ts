import type { Deps } from '../types.ts';
import { watchTree, type TreeWatch } from './watch-tree.ts';

export interface WatchPace {
  /** How often folders that were added or removed are looked for. */
  readonly lookEveryMs: number;
  /** A folder is scanned when nothing has changed in it for so long: a copy of an album is one change. */
  readonly quietMs: number;
  /** But no later than so long after the first change. */
  readonly longestMs: number;
}

const PACE: WatchPace = { lookEveryMs: 15_000, quietMs: 3_000, longestMs: 60_000 };

/**
 * Has the folders of audio of this machine scanned soon after something changes in them, until told to stop. It is an
 * addition: every folder is scanned every ten minutes too, and where it cannot be watched (a share of another machine tells of
 * nothing; a system watches only so many folders) that remains.
 */
export async function watchFolders(
  deps: Pick<Deps, 'db' | 'logger' | 'clock' | 'sleep'>,
  signal: AbortSignal,
  pace: WatchPace = PACE,
): Promise<void> {
  const watched = new Map<string, Watched>();
  try {
    while (!signal.aborted) {
      await look(deps, watched, pace);
      await deps.sleep(pace.lookEveryMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (const folder of watched.values()) folder.end();
  }
}

interface Watched {
  readonly path: string;
  /** Begins anew where the folder was away. */
  renew(): Promise<void>;
  end(): void;
}

async function look(
  deps: Pick<Deps, 'db' | 'logger' | 'clock'>,
  watched: Map<string, Watched>,
  pace: WatchPace,
): Promise<void> {
  const roots = await deps.db
    .asService((tx) => tx.query<{ id: string; path: string }>('SELECT id, path FROM audio_roots ORDER BY id'))
    .catch(() => null);
  if (roots === null) return;
  const paths = new Map(roots.map(({ id, path }) => [id, path]));
  for (const [id, folder] of watched) {
    if (paths.get(id) === folder.path) continue;
    folder.end();
    watched.delete(id);
  }
  for (const { id, path } of roots) {
    const known = watched.get(id);
    if (known === undefined) watched.set(id, await watchOne(deps, { id, path }, pace));
    else await known.renew();
  }
}

async function watchOne(
  { db, logger, clock }: Pick<Deps, 'db' | 'logger' | 'clock'>,
  { id, path }: { id: string; path: string },
  { quietMs, longestMs }: WatchPace,
): Promise<Watched> {
  const held: { tree?: TreeWatch } = {};
  let timer: NodeJS.Timeout | undefined;
  let changedAt: number | undefined;
  const ask = (): void => {
    timer = undefined;
    changedAt = undefined;
    db.asService((tx) => tx.query(DUE, [id, clock()]))
      .then(() => held.tree?.refresh())
      .catch((error: unknown) => logger.warn({ err: error }, 'A change in a folder of audio could not be noted.'));
  };
  const onChange = (): void => {
    const now = performance.now();
    changedAt ??= now;
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(0, Math.min(quietMs, changedAt + longestMs - now)));
    timer.unref();
  };
  const tree = await watchTree(path, {
    onChange,
    onTrouble: (error) =>
      logger.info(
        { path, reason: whyNot(error) },
        'A folder of audio is not watched in full; it is scanned every ten minutes.',
      ),
  });
  held.tree = tree;
  return {
    path,
    renew: async () => {
      if (!tree.isWatching()) await tree.refresh();
    },
    end: () => {
      clearTimeout(timer);
      tree.close();
    },
  };
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EMFILE')
    return 'The system watches no more folders: raise fs.inotify.max_user_watches.';
  return error instanceof Error ? error.message : String(error);
}

const DUE = 'UPDATE audio_roots SET next_due_at = least(next_due_at, $2) WHERE id = $1';
