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

/** An account to pull: what is new there, or of its older plays what is not read yet. */
export interface DueConnection {
  connectionId: string;
  service: Service;
  /** Absent in histories of versions that pulled all of it in one go. */
  part?: 'newest' | 'history';
}

/** Work that may start now. Rows that wait for a later retry, or that a worker holds, are not in it. */
export interface DueWork {
  connections: DueConnection[];
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
  /** Of the lane for GPUs. Absent, as the two after it, in histories of versions that knew nothing of it. */
  extractGpu?: number;
  /** How long a batch of that lane waits for a GPU. */
  gpuFallbackSeconds?: number;
  /** Listeners of whom everything is to be deleted. */
  purges?: string[];
  /** Listeners whose scrobblers pushed plays that are not written yet, and those with plays to pass on to ListenBrainz. */
  pushes?: string[];
  relays?: string[];
  /** Music servers whose play counts are to be read. */
  servers?: string[];
  /** Listeners who take back what a source told. */
  removals?: string[];
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
  /** ISO date; the pull's last look forward, which is what it is as new as. Absent in histories of versions that took its end. */
  askedAt?: string;
}

/** Task queue `sidetrack`: short database work. */
export interface ControlActivities {
  findDueWork(): Promise<DueWork>;
  /** Ends every open row of `jobs` that waits for this workflow. */
  settleJobs(input: JobsOutcome): Promise<void>;
  /** Sets when a connection is looked at again. */
  deferConnection(input: ConnectionOutcome): Promise<void>;
  /** Whether a batch that no GPU took in time is for a CPU now: not while GPUs are at work on others. What falls back is recorded. */
  fallBackFromGpu(input: { claimId: string }): Promise<{ fallBack: boolean }>;
  /** Deletes for some seconds what is this listener's; call again until nothing remains. */
  purgeListener(input: { userId: string }): Promise<PurgeStep>;
}

export interface PurgeStep {
  deleted: number;
  /** Rows of all tables that still name the listener. */
  remaining: number;
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
  /** ISO date, of a look forward: when it was decided what to read. */
  askedAt?: string;
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
  /** Writes some of what scrobblers pushed; call again until nothing remains. */
  writePushedListens(input: { userId: string }): Promise<{ written: number; remaining: number }>;
  /** Passes some of it on to ListenBrainz. What fails is due later, by the database. */
  relayListens(input: { userId: string }): Promise<{ relayed: number; remaining: number }>;
  /** Takes back what sources told, where the listener asked for it. */
  forgetSources(input: { userId: string }): Promise<{ removed: number }>;
  resolveMetadata(): Promise<{ resolved: number; remaining: number }>;
  syncTags(): Promise<{ fetched: number; remaining: number }>;
}
export interface LibraryActivities {
  scanLibrary(input: { rootId: string }): Promise<ScanResult>;
  matchLibrary(input: { userId: string }): Promise<MatchResult>;
  readPlayCounts(input: { serverId: string }): Promise<{ songs: number; matched: number }>;
}

/** Task queues `extract` and `extract-gpu`. A claim id names the rows of one batch, so that a retry takes its own again. */
export interface ExtractActivities {
  /** lane absent: of that for CPUs. Where it runs is the task queue's affair: a CPU may take work for GPUs. */
  extractBatch(input: { claimId: string; limit: number; lane?: 'gpu' }): Promise<ExtractResult>;
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
