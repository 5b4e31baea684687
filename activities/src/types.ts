import type { Database } from '@sidetrack/prisma';
import type { Settings } from '@sidetrack/settings';
import type { Logger } from 'pino';

/** What activities need from outside. Passed once to `createActivities`; tests pass their own. */
export interface Deps {
  db: Database;
  settings: Settings;
  /** The process's logger. Inside an activity `activityContext(deps).logger` is the one that carries its ids. */
  logger: Logger;
  clock: () => Date;
  fetch: typeof globalThis.fetch;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Uniform in [0, 1), for jitter. */
  random: () => number;
}

export type Service = 'listenbrainz' | 'lastfm';
export type MapSpace = 'audio' | 'tag';

/** Work that may start now. Rows that wait for a later retry, or that a worker holds, are not in it. */
export interface DueWork {
  connections: { connectionId: string; service: Service }[];
  imports: string[];
  scans: string[];
  matchUsers: string[];
  dirtyUsers: string[];
  /** Counts of pending rows, capped: more than the cap need not be known to start a worker. */
  metadata: number;
  tags: number;
  extract: number;
  score: number;
  mapSpaces: MapSpace[];
  /** How many extraction batches run side by side. */
  extractWorkers: number;
}

export interface JobsOutcome {
  workflowId: string;
  outcome: 'done' | 'failed';
  error?: string;
  result?: unknown;
}

export interface ConnectionOutcome {
  connectionId: string;
  failed: boolean;
  reason?: string;
}

/** Task queue `sidetrack`: short database work. */
export interface ControlActivities {
  findDueWork(): Promise<DueWork>;
  /** Ends every open row of `jobs` that waits for this workflow. */
  settleJobs(input: JobsOutcome): Promise<void>;
  /** Sets when a connection is looked at again. */
  deferConnection(input: ConnectionOutcome): Promise<void>;
}

export interface PullInput {
  connectionId: string;
  direction: 'forward' | 'backward';
  /** ISO date; read again from here. */
  since?: string;
}
export interface PullResult {
  pages: number;
  imported: number;
  duplicates: number;
  complete: boolean;
}

/** rowsRead = imported + duplicates + skipped + failed. `receipt` is the import's id. */
export interface Receipt {
  read: number;
  imported: number;
  duplicates: number;
  skipped: Record<string, number>;
  failed: number;
  receipt: string;
}

export interface ScanResult {
  files: number;
  hashed: number;
  unreadable: number;
  gone: number;
}
export interface MatchResult {
  matched: number;
  unmatched: number;
}

/** Task queue `ingest`: outside services, files, the library. */
export interface IngestActivities {
  /** Pulls a bounded number of pages; call again until `complete`. */
  pullListens(input: PullInput): Promise<PullResult>;
  importFile(input: { importId: string }): Promise<Receipt>;
  resolveMetadata(): Promise<{ resolved: number; remaining: number }>;
  syncTags(): Promise<{ fetched: number; remaining: number }>;
}
export interface LibraryActivities {
  scanLibrary(input: { rootId: string }): Promise<ScanResult>;
  matchLibrary(input: { userId: string }): Promise<MatchResult>;
}

/** Task queue `extract`. A claim id names the rows of one batch, so that a retry takes its own again. */
export interface ExtractActivities {
  extractBatch(input: { claimId: string; limit: number }): Promise<ExtractResult>;
}
export interface ExtractResult {
  measured: number;
  quarantined: number;
  remaining: number;
}

/** Task queue `aggregate`: scores, weeks, maps. */
export interface AggregateActivities {
  scoreRecordings(): Promise<{ scored: number; changed: number; remaining: number }>;
  aggregateWeeks(input: { userId: string }): Promise<{ weeks: number }>;
  /** mapId null: there is no track to draw; `reason` says why. */
  buildMap(input: {
    space: MapSpace;
  }): Promise<{ mapId: string | null; tracks: number; published: boolean; reason?: string }>;
}
