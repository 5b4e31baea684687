import { PERMISSION_REASON, type FoundFile, type Walk, type WalkProblem } from './walk.ts';

export interface KnownFile {
  relativePath: string;
  sizeBytes: number;
  modifiedAt: Date;
  state: 'ready' | 'unreadable' | 'gone';
  stateReason: string | null;
  hasHash: boolean;
}

export interface ScanPlan {
  /** New or changed since: to be hashed and read. */
  read: FoundFile[];
  /** Known as gone and there again, unchanged. */
  returned: string[];
  gone: string[];
}

/**
 * What a walk means for what is known. A file of the same size and time is taken for the same. What lies in a folder
 * that could not be read is not gone.
 */
export function planScan({ files, problems }: Walk, known: readonly KnownFile[]): ScanPlan {
  const before = new Map(known.map((file) => [file.relativePath, file]));
  const now = new Set(files.map(({ relativePath }) => relativePath));
  const read = files.filter((file) => mustBeRead(file, before.get(file.relativePath)));
  const readPaths = new Set(read.map(({ relativePath }) => relativePath));
  return {
    read,
    returned: files
      .map(({ relativePath }) => relativePath)
      .filter((path) => before.get(path)?.state === 'gone' && !readPaths.has(path)),
    gone: known
      .filter(
        ({ relativePath, state }) =>
          state !== 'gone' && !now.has(relativePath) && !isOutOfSight(relativePath, problems),
      )
      .map(({ relativePath }) => relativePath),
  };
}

function mustBeRead(file: FoundFile, known: KnownFile | undefined): boolean {
  if (known === undefined) return true;
  if (known.sizeBytes !== file.sizeBytes || known.modifiedAt.getTime() !== file.modifiedAt.getTime()) return true;
  // Permissions change without a trace in size or time.
  if (known.state === 'unreadable') return known.stateReason === PERMISSION_REASON;
  return !known.hasHash;
}

const isOutOfSight = (path: string, problems: readonly WalkProblem[]): boolean =>
  problems.some(
    ({ relativePath }) => relativePath === '' || path === relativePath || path.startsWith(`${relativePath}/`),
  );
