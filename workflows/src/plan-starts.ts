import type { DueWork } from '@sidetrack/activities';
import { TRACKS_PER_BATCH } from './tracks-per-batch.ts';

/** A workflow that due work asks for. Its id is made of what it works on, so that nothing runs twice. */
export interface Start {
  workflow: string;
  workflowId: string;
  args: readonly unknown[];
  /** One line for Temporal's pages. */
  summary: string;
  /** Starts of one group share a budget of workflows that run at once. */
  group: string;
}

/** How many of a group run at once; others wait for the next look, the longest due first. */
const BUDGETS: Readonly<Record<string, number>> = {
  imports: 2,
  scans: 2,
  matches: 4,
  weeks: 4,
  // What is new comes first; old histories go through in what is left of a service's limit.
  listenbrainz: 8,
  'listenbrainz-history': 2,
  lastfm: 4,
  'lastfm-history': 2,
  purges: 2,
  servers: 2,
  pushes: 8,
  relays: 4,
  removals: 2,
  // A row of batches each: as many as GPUs can be at work.
  'extract-gpu': 32,
};

/** The workflows that due work asks for, in the order in which they should start. */
export function plannedStarts(due: DueWork): Start[] {
  const single = (workflow: string, workflowId: string, summary: string, args: unknown[] = []): Start => ({
    workflow,
    workflowId,
    args,
    summary,
    group: workflowId,
  });
  return [
    ...(due.purges ?? []).map((userId) => ({
      ...single('PurgeListener', `purge-listener/${userId}`, 'Delete everything of a listener', [{ userId }]),
      group: 'purges',
    })),
    ...(due.pushes ?? []).map((userId) => ({
      ...single('WritePushedListens', `write-pushed-listens/${userId}`, 'Write what scrobblers pushed', [{ userId }]),
      group: 'pushes',
    })),
    ...(due.relays ?? []).map((userId) => ({
      ...single('RelayListens', `relay-listens/${userId}`, 'Pass plays on to ListenBrainz', [{ userId }]),
      group: 'relays',
    })),
    ...(due.removals ?? []).map((userId) => ({
      ...single('ForgetSources', `forget-sources/${userId}`, 'Take back what a source told', [{ userId }]),
      group: 'removals',
    })),
    ...due.imports.map((importId) => ({
      ...single('ImportListens', `import-listens/${importId}`, 'Import a history file', [{ importId }]),
      group: 'imports',
    })),
    ...due.connections.map(({ connectionId, service, part }) => ({
      ...single('SyncListens', `sync-listens/${connectionId}`, `Pull listens from ${service}`, [
        { connectionId, ...(part !== undefined && { part }) },
      ]),
      group: part === 'history' ? `${service}-history` : service,
    })),
    ...due.scans.map((rootId) => ({
      ...single('ScanLibrary', `scan-library/${rootId}`, 'Scan a folder of audio', [{ rootId }]),
      group: 'scans',
    })),
    ...(due.servers ?? []).map((serverId) => ({
      ...single('ReadPlayCounts', `read-play-counts/${serverId}`, 'Read play counts of a music server', [{ serverId }]),
      group: 'servers',
    })),
    ...due.matchUsers.map((userId) => ({
      ...single('MatchLibrary', `match-library/${userId}`, 'Match audio files with listens', [{ userId }]),
      group: 'matches',
    })),
    ...(due.metadata > 0 ? [single('ResolveMetadata', 'resolve-metadata', 'Fetch metadata of recordings')] : []),
    ...(due.tags > 0 ? [single('SyncTags', 'sync-tags', 'Fetch tags of recordings')] : []),
    ...(due.extract > 0
      ? [single('ExtractAudio', 'extract-audio', 'Measure audio files', [{ workers: due.extractWorkers }])]
      : []),
    ...gpuRows(due),
    ...(due.score > 0 ? [single('ScoreRecordings', 'score-recordings', 'Score recordings')] : []),
    ...due.dirtyUsers.map((userId) => ({
      ...single('AggregateWeeks', `aggregate-weeks/${userId}`, 'Sum up weeks that changed', [{ userId }]),
      group: 'weeks',
    })),
    ...due.mapSpaces.map((space) => single('BuildMap', `build-map/${space}`, `Draw the ${space} map`, [{ space }])),
  ];
}

/**
 * One workflow for each batch that waits for a GPU, up to the budget: more work means more of them side by side, and each goes
 * on until nothing is left.
 */
function gpuRows({ extractGpu = 0, gpuFallbackSeconds: fallbackSeconds = 600 }: DueWork): Start[] {
  return Array.from({ length: Math.ceil(extractGpu / TRACKS_PER_BATCH) }, (_, row) => ({
    workflow: 'ExtractAudio',
    workflowId: `extract-audio/gpu/${String(row)}`,
    args: [{ workers: 1, gpu: { fallbackSeconds } }],
    summary: 'Measure audio files on a GPU',
    group: 'extract-gpu',
  }));
}

/** Of the planned starts those that are not running, not held back, and within their group's budget. */
export function chooseStarts(
  planned: readonly Start[],
  running: Iterable<Start>,
  isHeld: (workflowId: string) => boolean,
): Start[] {
  const taken = new Set<string>();
  const load = new Map<string, number>();
  const take = (start: Start): void => {
    taken.add(start.workflowId);
    load.set(start.group, (load.get(start.group) ?? 0) + 1);
  };
  for (const start of running) take(start);
  return planned.filter((start) => {
    const free = (load.get(start.group) ?? 0) < (BUDGETS[start.group] ?? 1);
    if (!free || taken.has(start.workflowId) || isHeld(start.workflowId)) return false;
    take(start);
    return true;
  });
}
